import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, describe, it } from "node:test";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import {
  type Signer,
  sessionName,
  signer,
  TOKEN_SECONDS,
  verifyToken,
} from "../../../infra/services/identity/access-token.ts";
import { refreshTokens } from "../../../infra/services/identity/refresh-token.ts";
import signingKeys from "../../../infra/targets/docker/providers/signing-keys.ts";

const NOW = 1_800_000_000_000;
const pem = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" });

describe("an access token", () => {
  let old: Signer;
  let rotated: Signer;
  let oldPem: string;
  before(async () => {
    oldPem = String(pem());
    old = await signer([oldPem]);
    rotated = await signer([String(pem()), oldPem]);
  });
  const verified = (token: string, by: Signer, now = NOW) =>
    verifyToken(token, createLocalJWKSet(by.keys), now);

  it("says who, for what and how long, and names its key", async () => {
    const token = await old.sign("u1", "secret-id", NOW);
    assert.deepEqual(decodeJwt(token), {
      user_id: "u1",
      permissions: [],
      api_version: "v2",
      session_id: sessionName("secret-id"),
      iss: "auth.supersmartmatch.com",
      aud: "api.supersmartmatch.v2",
      iat: NOW / 1000,
      exp: NOW / 1000 + 900,
    });
    assert.deepEqual(decodeProtectedHeader(token), { alg: "RS256", typ: "JWT", kid: old.keys.keys[0]?.kid });
    assert.ok(!token.includes("secret-id"));
  });

  it("is believed for 15 minutes and no longer", async () => {
    const token = await old.sign("u1", "id", NOW);
    assert.equal((await verified(token, old, NOW + TOKEN_SECONDS * 1000 - 1000))?.user_id, "u1");
    assert.equal(await verified(token, old, NOW + TOKEN_SECONDS * 1000), null);
  });

  it("of the old key is believed after a rotation, and new ones have the new key", async () => {
    assert.ok(await verified(await old.sign("u1", "id", NOW), rotated));
    assert.equal(await verified(await rotated.sign("u1", "id", NOW), old), null);
    assert.ok(
      rotated.keys.keys.every((key) => key.d === undefined && key.kty === "RSA" && key.alg === "RS256"),
    );
  });

  it("is not believed when it is forged, unsigned, for somebody else or not of V2", async () => {
    const token = await old.sign("u1", "id", NOW);
    const [head, , signature] = token.split(".");
    const other = Buffer.from(JSON.stringify({ ...decodeJwt(token), user_id: "u2" })).toString("base64url");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;
    const secret = new TextEncoder().encode(JSON.stringify(old.keys.keys[0]));
    const confused = await new SignJWT(decodeJwt(token))
      .setProtectedHeader({ alg: "HS256", kid: old.keys.keys[0]?.kid ?? "" })
      .sign(secret);
    const hostile = [`${head}.${other}.${signature}`, none, confused, "", "a.b.c", token.slice(0, -2)];
    for (const text of hostile) assert.equal(await verified(text, old), null, text);
  });

  it("needs a key", async () => {
    await assert.rejects(signer([]), { message: "there must be a key to sign with" });
  });
});

describe("a refresh token", () => {
  const tokens = refreshTokens("key");

  it("is the same whenever it is made, and differs by session, generation and key", () => {
    assert.equal(tokens.of("id", 3), refreshTokens("key").of("id", 3));
    const all = [
      tokens.of("id", 3),
      tokens.of("id", 4),
      tokens.of("other", 3),
      refreshTokens("k").of("id", 3),
    ];
    assert.equal(new Set(all).size, 4);
    assert.match(tokens.of("id", 3), /^3\.[\w-]{43}$/);
  });

  it("is known again, and nothing else is", () => {
    const token = tokens.of("id", 12);
    assert.equal(tokens.generationOf("id", token), 12);
    const strange = [
      "",
      "12",
      "12.",
      `013${token.slice(2)}`,
      `13${token.slice(2)}`,
      token.slice(0, -1),
      "0.x",
      "-1.x",
    ];
    for (const text of strange) assert.equal(tokens.generationOf("id", text), null, text);
    assert.equal(tokens.generationOf("other", token), null);
  });
});

describe("the keys that sign", () => {
  it("stay with their names when one is added, and go with them", async () => {
    const { outs } = await signingKeys.create({ names: ["tokens-1"] });
    const added = await signingKeys.update("signing-keys", outs, { names: ["tokens-2", "tokens-1"] });
    assert.equal(added.outs.keys["tokens-1"], outs.keys["tokens-1"]);
    assert.notEqual(added.outs.keys["tokens-2"], outs.keys["tokens-1"]);
    const removed = await signingKeys.update("signing-keys", added.outs, { names: ["tokens-2"] });
    assert.deepEqual(Object.keys(removed.outs.keys), ["tokens-2"]);
    assert.deepEqual(await signingKeys.diff("signing-keys", outs, { names: ["tokens-1"] }), {
      changes: false,
    });
    assert.equal((await signer(Object.values(added.outs.keys))).keys.keys.length, 2);
  });
});
