import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Credentials } from "../../scripts/images/credentials.ts";
import { openRegistries } from "../../scripts/images/registries.ts";
import { openTransport } from "../../scripts/images/transport.ts";
import { askedRegistry } from "../support/asked-registry.ts";
import {
  digestOf,
  type FakeRegistryOptions,
  INDEX,
  manifestOf,
  send,
  USER,
} from "../support/fake-registry.ts";

const PASSWORD: Credentials = { kind: "password", ...USER };

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
  ];
  for (const [claim, instead, message] of refusals)
    it(claim, async (t) => {
      const { ask, host } = await askedRegistry(t, instead && { instead });
      await assert.rejects(ask(), { name: "RegistryError", message: `${host} ${message}` });
    });

  for (const [claim, instead] of [
    ["says nothing", () => true],
    ["never comes to an end", (_, response) => response.writeHead(200, { "content-type": INDEX }).write("{")],
  ] satisfies [string, FakeRegistryOptions["instead"]][])
    it(claim, async (t) => {
      const { ask, host } = await askedRegistry(t, { instead }, null, 300);
      await assert.rejects(ask(), { message: `${host} gave no answer within 0.3 s` });
    });

  it("sends another image than was asked for", async (t) => {
    const { ask, host } = await askedRegistry(t, {
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
    const { ask, asked, digest: pushed } = await askedRegistry(t, { instead });
    assert.equal(await ask(), pushed);
    assert.equal(asked.length, 3);
    busy = 3;
    await assert.rejects(ask(), { message: /answers 503$/ });
    assert.equal(asked.length, 6);
  });

  it("is not there", async () => {
    const client = openRegistries(openTransport(), async () => null);
    await assert.rejects(client.digestOf("127.0.0.1:9/team/app", "1.0"), {
      name: "RegistryError",
      message: "127.0.0.1:9 cannot be asked: connect ECONNREFUSED 127.0.0.1:9",
    });
  });
});
