import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Credentials } from "../../scripts/images/credentials.ts";
import { askedRegistry } from "../support/asked-registry.ts";
import { manifestOf, send, USER } from "../support/fake-registry.ts";

const PASSWORD: Credentials = { kind: "password", ...USER };

describe("a digest in a registry", () => {
  it("is found by tag and by itself, whatever the architectures, with one question", async (t) => {
    const { ask, digest, asked } = await askedRegistry(t);
    assert.deepEqual([await ask(), await ask(digest)], [digest, digest]);
    assert.deepEqual(
      asked.map(({ method, path }) => [method, path]),
      [
        ["GET", "/v2/team/app/manifests/1.0"],
        ["GET", `/v2/team/app/manifests/${digest}`],
      ],
    );
    assert.equal(
      asked[0]?.accept,
      "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, " +
        "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json",
    );
  });

  it("is null when the registry has no such tag, digest or name", async (t) => {
    const { ask } = await askedRegistry(t);
    assert.equal(await ask("2.0"), null);
    assert.equal(await ask(`sha256:${"0".repeat(64)}`), null);
    assert.equal(await ask("1.0", "team/other"), null);
  });

  it("is computed where the registry does not tell it", async (t) => {
    const { ask, digest } = await askedRegistry(t, {
      instead: (_, response) => send(response, manifestOf("one")),
    });
    assert.equal(await ask(), digest);
  });
});

describe("a registry that asks who is there", () => {
  it("gives anybody a token that may read this one repository and nothing else", async (t) => {
    const { ask, digest, asked } = await askedRegistry(t, { login: "anyone" });
    assert.equal(await ask(), digest);
    assert.deepEqual(
      asked.map(({ path }) => path),
      [
        "/v2/team/app/manifests/1.0",
        "/token?account=ours&service=fake&scope=repository%3Ateam%2Fapp%3Apull",
        "/v2/team/app/manifests/1.0",
      ],
    );
    assert.equal(asked[1]?.authorization, undefined);
  });

  it("gets the password only where it is exchanged for a token", async (t) => {
    const { ask, digest, asked } = await askedRegistry(t, { login: "token" }, PASSWORD);
    assert.equal(await ask(), digest);
    const basic = `Basic ${Buffer.from("ada:a:secret").toString("base64")}`;
    assert.deepEqual(
      asked.map(({ authorization }) => authorization),
      [undefined, basic, "Bearer a-token.of-the_registry"],
    );
  });

  it("gets the identity token in a form, never in an address", async (t) => {
    const { ask, digest, asked } = await askedRegistry(
      t,
      { login: "token" },
      { kind: "identity", token: "identity" },
    );
    assert.equal(await ask(), digest);
    assert.equal(asked[1]?.method, "POST");
    assert.equal(
      asked[1]?.body,
      "service=fake&scope=repository%3Ateam%2Fapp%3Apull&grant_type=refresh_token&client_id=supersmartmatch&refresh_token=identity",
    );
    assert.ok(asked.every(({ path }) => !path.includes("identity")));
  });

  it("gets the password itself where it wants that", async (t) => {
    const { ask, digest } = await askedRegistry(t, { login: "basic" }, PASSWORD);
    assert.equal(await ask(), digest);
  });

  it("refuses who has no credentials, or wrong ones, in one sentence", async (t) => {
    const wrong: Credentials = { kind: "password", username: "ada", password: "guess" };
    for (const [login, known] of [
      ["basic", null],
      ["basic", wrong],
      ["basic", { kind: "identity", token: "x" }],
      ["token", null],
      ["token", wrong],
    ] as const) {
      const { ask, host } = await askedRegistry(t, { login }, known);
      await assert.rejects(ask(), {
        name: "DeniedError",
        message: `${host} does not show team/app: there is no such image, or docker login ${host} is needed`,
      });
    }
  });

  it("is not believed when it asks for what makes no sense", async (t) => {
    for (const header of ["", "Negotiate", "Bearer", 'Bearer realm="nowhere"', "Digest x"]) {
      const { ask, host } = await askedRegistry(t, {
        instead: (_, response) => {
          response.writeHead(401, { "www-authenticate": header }).end();
          return true;
        },
      });
      await assert.rejects(ask(), { message: new RegExp(`^${host} does not show team/app: `) }, header);
    }
  });

  it("gives no token that is none", async (t) => {
    for (const body of ["<html>", "{}", '{"token":""}', '{"token":"a\\r\\nb: c"}', '{"token":7}']) {
      const { ask, host } = await askedRegistry(t, {
        login: "anyone",
        instead: ({ path }, response) => path.startsWith("/token") && Boolean(response.end(body)),
      });
      await assert.rejects(ask(), { message: `${host} gets no token from ${host}, which answers 200` }, body);
    }
  });
});
