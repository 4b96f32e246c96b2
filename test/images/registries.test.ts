import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Credentials } from "../../scripts/images/credentials.ts";
import { openRegistries } from "../../scripts/images/registries.ts";
import { openTransport } from "../../scripts/images/transport.ts";
import {
  digestOf,
  type FakeRegistryOptions,
  fakeRegistry,
  INDEX,
  manifestOf,
  send,
  USER,
} from "../support/fake-registry.ts";

const PASSWORD: Credentials = { kind: "password", ...USER };

/** A registry that holds team/app:1.0, and a client that knows these credentials. */
async function registryWith(
  t: TestContext,
  options: FakeRegistryOptions = {},
  known: Credentials | null = null,
  patienceMs = 500,
) {
  const registry = await fakeRegistry(t, options);
  const digest = registry.push("team/app", "1.0", "one");
  const client = openRegistries(openTransport(patienceMs), async () => known);
  return {
    ...registry,
    digest,
    ask: (reference = "1.0", repository = "team/app") =>
      client.digestOf(`${registry.host}/${repository}`, reference),
  };
}

describe("a digest in a registry", () => {
  it("is found by tag and by itself, whatever the architectures, with one question", async (t) => {
    const { ask, digest, asked } = await registryWith(t);
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
    const { ask } = await registryWith(t);
    assert.equal(await ask("2.0"), null);
    assert.equal(await ask(`sha256:${"0".repeat(64)}`), null);
    assert.equal(await ask("1.0", "team/other"), null);
  });

  it("is computed where the registry does not tell it", async (t) => {
    const { ask, digest } = await registryWith(t, {
      instead: (_, response) => send(response, manifestOf("one")),
    });
    assert.equal(await ask(), digest);
  });
});

describe("a registry that asks who is there", () => {
  it("gives anybody a token that may read this one repository and nothing else", async (t) => {
    const { ask, digest, asked } = await registryWith(t, { login: "anyone" });
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
    const { ask, digest, asked } = await registryWith(t, { login: "token" }, PASSWORD);
    assert.equal(await ask(), digest);
    const basic = `Basic ${Buffer.from("ada:a:secret").toString("base64")}`;
    assert.deepEqual(
      asked.map(({ authorization }) => authorization),
      [undefined, basic, "Bearer a-token.of-the_registry"],
    );
  });

  it("gets the identity token in a form, never in an address", async (t) => {
    const { ask, digest, asked } = await registryWith(
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
    const { ask, digest } = await registryWith(t, { login: "basic" }, PASSWORD);
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
      const { ask, host } = await registryWith(t, { login }, known);
      await assert.rejects(ask(), {
        name: "DeniedError",
        message: `${host} does not show team/app: there is no such image, or docker login ${host} is needed`,
      });
    }
  });

  it("is not believed when it asks for what makes no sense", async (t) => {
    for (const header of ["", "Negotiate", "Bearer", 'Bearer realm="nowhere"', "Digest x"]) {
      const { ask, host } = await registryWith(t, {
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
      const { ask, host } = await registryWith(t, {
        login: "anyone",
        instead: ({ path }, response) => path.startsWith("/token") && Boolean(response.end(body)),
      });
      await assert.rejects(ask(), { message: `${host} gets no token from ${host}, which answers 200` }, body);
    }
  });
});

describe("a registry that would have a password elsewhere", () => {
  /** Answers every question with this challenge, as this host. */
  const asking = (asked: string[], realm: string, host: string) => async (url: URL) => {
    asked.push(url.href);
    return {
      status: 401,
      header: (name: string) => (name === "www-authenticate" ? `Bearer realm="${realm}"` : ""),
      body: Buffer.alloc(0),
      url: new URL(host),
    };
  };
  const ask = (realm: string, host: string) => {
    const asked: string[] = [];
    const registries = openRegistries(asking(asked, realm, host), async () => PASSWORD);
    return { asked, result: registries.digestOf("registry.example.com/app", "1.0") };
  };

  it("gets none when a redirect has led to the question", async () => {
    const { asked, result } = ask("https://evil.example.net/token", "https://evil.example.net");
    await assert.rejects(result, { message: /^registry\.example\.com does not show app: / });
    assert.deepEqual(asked, ["https://registry.example.com/v2/app/manifests/1.0"]);
  });

  it("gets none where it would travel in the clear", async () => {
    const { asked, result } = ask("http://evil.example.net/token", "https://registry.example.com");
    await assert.rejects(result, {
      message: "registry.example.com wants a token from http://evil.example.net, which is not encrypted",
    });
    assert.equal(asked.length, 1);
  });
});

describe("a registry that must not be believed", () => {
  const digest = digestOf(manifestOf("one"));
  const other = digestOf(manifestOf("two"));
  const refusals: readonly (readonly [claim: string, FakeRegistryOptions["instead"], message: string])[] = [
    [
      "tells another digest than the one it sends",
      (_, response) => send(response, manifestOf("one"), { "docker-content-digest": other }),
      `says that the digest is "${other}" and sends ${digest}`,
    ],
    [
      "tells a digest that is none",
      (_, response) =>
        send(response, manifestOf("one"), { "docker-content-digest": `latest${" ".repeat(90)}x` }),
      `says that the digest is "latest${" ".repeat(74)}…" and sends ${digest}`,
    ],
    [
      "sends a web page",
      (_, response) => send(response, Buffer.from("<html>"), { "content-type": "text/html; charset=utf-8" }),
      "answers with a web page (200), as no registry does",
    ],
    [
      "says 404 with a web page, as a proxy may",
      (_, response) => Boolean(response.writeHead(404, { "content-type": "text/html" }).end("<html>")),
      "answers with a web page (404), as no registry does",
    ],
    [
      "sends something else",
      (_, response) => send(response, manifestOf("one"), { "content-type": "application/json" }),
      'sends no image manifest, but "application/json"',
    ],
    [
      "calls something else a manifest",
      (_, response) => send(response, Buffer.from('{"schemaVersion":1}')),
      `sends no image manifest, but "${INDEX}"`,
    ],
    [
      "sends 10 MB",
      (_, response) => send(response, Buffer.alloc(10_000_000, 32)),
      "answers with more than 4 MiB, so with no image manifest",
    ],
    ["breaks", (_, response) => Boolean(response.writeHead(500).end("oh")), "answers 500"],
    [
      "has had enough, three times",
      (_, response) => Boolean(response.writeHead(429, { "retry-after": "0" }).end()),
      "takes no more questions for now (429); wait, or docker login",
    ],
    ["says nothing", () => true, "gave no answer within 0.5 s"],
    [
      "never comes to an end",
      (_, response) => Boolean(response.writeHead(200, { "content-type": INDEX }).write("{")),
      "gave no answer within 0.5 s",
    ],
  ];
  for (const [claim, instead, message] of refusals)
    it(claim, async (t) => {
      const { ask, host } = await registryWith(t, instead && { instead });
      await assert.rejects(ask(), { name: "RegistryError", message: `${host} ${message}` });
    });

  it("sends another image than was asked for", async (t) => {
    const { ask, host } = await registryWith(t, {
      instead: (_, response) => send(response, manifestOf("two")),
    });
    await assert.rejects(ask(digest), { message: `${host} was asked for ${digest} and sends ${other}` });
  });

  it("is asked again, twice at most, while it is only busy", async (t) => {
    let busy = 2;
    const instead: FakeRegistryOptions["instead"] = (_, response) => {
      busy -= 1;
      return busy >= 0 && Boolean(response.writeHead(503).end());
    };
    const { ask, asked, digest: pushed } = await registryWith(t, { instead }, null, 5000);
    assert.equal(await ask(), pushed);
    assert.equal(asked.length, 3);
    busy = 3;
    await assert.rejects(ask(), { message: /answers 503$/ });
    assert.equal(asked.length, 6);
  });

  it("is not there", async () => {
    const client = openRegistries(openTransport(500), async () => null);
    await assert.rejects(client.digestOf("127.0.0.1:9/team/app", "1.0"), {
      name: "RegistryError",
      message: "127.0.0.1:9 cannot be asked: connect ECONNREFUSED 127.0.0.1:9",
    });
  });
});
