import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { connect } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { createRemoteJWKSet } from "jose";
import { signer, verifyToken } from "../../../infra/services/identity/access-token.ts";
import { startIdentity } from "../../../infra/services/identity/identity.ts";
import { type MemorySessions, memorySessions } from "./support/memory-sessions.ts";

const KEY = "the callers' key";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

let identity: Awaited<ReturnType<typeof startIdentity>>;
let stores: MemorySessions[];
const address = (path: string) => `http://127.0.0.1:${identity.httpPort}${path}`;

before(async () => {
  stores = ["store-v1", "store-v2"].map((name) => memorySessions(name, Date.now));
  identity = await startIdentity({
    httpPort: 0,
    stores,
    signer: await signer([String(privateKey.export({ type: "pkcs8", format: "pem" }))]),
    refreshKey: "refresh",
    callerKey: KEY,
  });
});
after(() => identity.close());
beforeEach(() => {
  for (const store of stores) store.isAway = false;
});

const post = (path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(address(path), { method: "POST", headers, ...(body === undefined ? {} : { body }) });
const open = (body = '{"user_id":"u1"}', key = KEY) =>
  post("/internal/sessions", { authorization: `Bearer ${key}` }, body);

/** What a browser sends back. */
function jar(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

describe("an app that knows the key", () => {
  it("opens a session: three cookies that no script and no other site can use, and a token", async () => {
    const answer = await open();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    const cookies = answer.headers.getSetCookie();
    assert.deepEqual(
      cookies.map((cookie) => cookie.replace(/=[^;]*/, "")),
      ["ssm_session", "ssm_refresh", "ssm_token"].map(
        (name, index) =>
          `${name}; Max-Age=${[31_536_000, 86_400, 900][index]}; Path=/; HttpOnly; Secure; SameSite=Lax`,
      ),
    );
    const { token, expires_in } = (await answer.json()) as { token: string; expires_in: number };
    assert.equal(expires_in, 900);
    const keys = createRemoteJWKSet(new URL(address("/api/auth/jwks")));
    assert.equal((await verifyToken(token, keys, Date.now()))?.user_id, "u1");
  });

  it("must know it, and must say whom", async () => {
    assert.equal((await open(undefined, "guess")).status, 403);
    assert.equal((await post("/internal/sessions", {}, '{"user_id":"u1"}')).status, 403);
    const huge = JSON.stringify({ user_id: "u1", more: "x".repeat(20_000) });
    for (const body of [
      "",
      "{",
      "[]",
      '{"user_id":7}',
      '{"user_id":"a b"}',
      '{"__proto__":{"user_id":"u"}}',
      huge,
    ]) {
      const answer = await open(body);
      assert.equal(answer.status, 400, body.slice(0, 40));
      assert.deepEqual(await answer.json(), {
        error: "user_id must be 1 to 128 characters of A-Z a-z 0-9 . _ : -",
      });
    }
  });
});

describe("a browser", () => {
  it("refreshes and exchanges with its cookies", async () => {
    const cookie = jar(await open());
    const refreshed = await post("/api/auth/refresh", { cookie });
    assert.equal(refreshed.status, 200);
    assert.match(
      jar(refreshed),
      /^ssm_session=[^;]+; ssm_token=ey/,
      "a refresh token that stays is not sent again",
    );
    const exchanged = await post("/api/auth/exchange", { cookie });
    assert.match(jar(exchanged), /^ssm_session=.+; ssm_refresh=1\..+; ssm_token=ey/);
  });

  it("is not signed in without them, or with others", async () => {
    const cookies = [
      "",
      "ssm_session=",
      "ssm_session=unknown",
      "ssm_session=a b",
      "session=x",
      `ssm_session=${"x".repeat(129)}`,
      "ssm_session=../../x",
    ];
    for (const cookie of cookies)
      for (const path of ["/api/auth/exchange", "/api/auth/refresh"]) {
        const answer = await post(path, { cookie });
        assert.equal(answer.status, 401, cookie);
        assert.deepEqual(await answer.json(), { error: "not signed in" });
      }
    const cookie = jar(await open());
    assert.equal((await post("/api/auth/refresh", { cookie: cookie.replace("=1.", "=2.") })).status, 401);
    assert.equal((await post("/api/auth/refresh", { cookie })).status, 200);
  });

  it("signs out: its cookies end, and its session with them", async () => {
    const cookie = jar(await open());
    const answer = await post("/api/auth/logout", { cookie });
    assert.equal(answer.status, 204);
    assert.ok(answer.headers.getSetCookie().every((text) => text.includes("=; Max-Age=0;")));
    for (const path of ["/api/auth/exchange", "/api/auth/refresh"])
      assert.equal((await post(path, { cookie })).status, 401);
    assert.equal((await post("/api/auth/logout", { cookie })).status, 204);
  });

  it("is told when a store has not yet heard that it signed out, and keeps its cookies to try again", async () => {
    const [, v2] = stores;
    assert.ok(v2);
    const cookie = jar(await open());
    v2.isAway = true;
    const answer = await post("/api/auth/logout", { cookie });
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("retry-after"), "1");
    assert.deepEqual(answer.headers.getSetCookie(), []);
    assert.deepEqual(await answer.json(), {
      error: "not yet signed out in store-v2, which gave no answer and will be asked again",
    });
    assert.match(await (await fetch(address("/metrics"))).text(), /identity_revocations_waiting 1/);
    v2.isAway = false;
    assert.equal((await post("/api/auth/logout", { cookie })).status, 204);
  });

  it("is asked to try again while no store can tell", async () => {
    const cookie = jar(await open());
    for (const store of stores) store.isAway = true;
    const answer = await post("/api/auth/refresh", { cookie });
    assert.equal(answer.status, 503);
    assert.deepEqual(await answer.json(), { error: "the stores cannot tell now, try again" });
    assert.equal((await fetch(address("/ready"))).status, 503);
    assert.equal((await fetch(address("/health"))).status, 200);
  });
});

describe("a path", () => {
  it("is answered exactly as it is spelled, and by its method alone", async () => {
    const raw = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(identity.httpPort, "127.0.0.1");
        const key = `authorization: Bearer ${KEY}`;
        socket.end(`POST ${path} HTTP/1.0\r\n${key}\r\ncontent-length: 2\r\n\r\n{}`);
        socket.on("data", (text) => resolve(String(text).slice(9, 12))).on("error", reject);
      });
    const strange = [
      "/api/auth/../../internal/sessions",
      "/internal/sessions/",
      "//internal/sessions",
      "/toString",
    ];
    for (const path of strange) assert.equal(await raw(path), "404", path);
    assert.equal(await raw("/internal/sessions"), "400");
    const answer = await fetch(address("/api/auth/logout"));
    assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "POST"]);
  });
});
