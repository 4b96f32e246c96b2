import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MockAgent } from "undici";
import { openTransport } from "../../scripts/images/transport.ts";
import { fakeRegistry } from "../support/fake-registry.ts";

const OURS = "https://registry.example.com";
const OTHERS = "https://store.example.net";
const SECRET = { authorization: "Bearer secret", accept: "x" };

/** A network of pretended hosts that answers each address once, and tells who was given which headers. */
function network(answers: Readonly<Record<string, { readonly status: number; readonly location?: string }>>) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const given: (readonly [string, string | undefined])[] = [];
  for (const [address, { status, location }] of Object.entries(answers)) {
    const { origin, pathname } = new URL(address);
    agent
      .get(origin)
      .intercept({ path: pathname, method: "GET" })
      .reply(
        status,
        ({ headers }) => {
          given.push([
            address,
            Object.entries(headers ?? {}).find(([name]) => name === "authorization")?.[1],
          ]);
          return "body";
        },
        { headers: location === undefined ? {} : { location } },
      );
  }
  return { ask: (url: string) => openTransport(undefined, agent)(new URL(url), { headers: SECRET }), given };
}

describe("a redirect", () => {
  it("is followed to another host, which is given no password and no token", async () => {
    const { ask, given } = network({
      [`${OURS}/a`]: { status: 307, location: "/b" },
      [`${OURS}/b`]: { status: 302, location: `${OTHERS}/c` },
      [`${OTHERS}/c`]: { status: 200 },
    });
    const answer = await ask(`${OURS}/a`);
    assert.deepEqual([answer.status, answer.url.href], [200, `${OTHERS}/c`]);
    assert.deepEqual(given, [
      [`${OURS}/a`, "Bearer secret"],
      [`${OURS}/b`, "Bearer secret"],
      [`${OTHERS}/c`, undefined],
    ]);
  });

  it("is not followed out of encryption, not even to this machine", async () => {
    for (const target of ["http://registry.example.com/a", "http://127.0.0.1/a", "http://169.254.169.254/"]) {
      const { ask, given } = network({ [`${OURS}/a`]: { status: 302, location: target } });
      await assert.rejects(ask(`${OURS}/a`), {
        message: `registry.example.com redirects to ${new URL(target).origin}, which is not encrypted`,
      });
      assert.equal(given.length, 1);
    }
  });

  it("is followed three times, and no further", async () => {
    const { ask } = network({
      [`${OURS}/a`]: { status: 302, location: "/b" },
      [`${OURS}/b`]: { status: 302, location: "/c" },
      [`${OURS}/c`]: { status: 302, location: "/d" },
      [`${OURS}/d`]: { status: 302, location: "/a" },
    });
    await assert.rejects(ask(`${OURS}/a`), { message: "registry.example.com redirects again and again" });
  });

  it("without an address is an answer like any other", async () => {
    const { ask } = network({ [`${OURS}/a`]: { status: 302 } });
    assert.equal((await ask(`${OURS}/a`)).status, 302);
  });

  it("is not followed with a form, which may hold an identity", async (t) => {
    const { host, asked } = await fakeRegistry(t, {
      instead: (_, response) => Boolean(response.writeHead(307, { location: "/elsewhere" }).end()),
    });
    const form = new URLSearchParams({ refresh_token: "secret" });
    const answer = await openTransport()(new URL(`http://${host}/token`), { headers: {}, form });
    assert.equal(answer.status, 307);
    assert.equal(asked.length, 1);
  });
});

describe("a proxy of the environment", () => {
  it("is asked for encrypted registries, and never for this machine", async (t) => {
    const registry = await fakeRegistry(t);
    const digest = registry.push("team/app", "1.0", "one");
    const before = { ...process.env };
    // Nobody listens there.
    Object.assign(process.env, { https_proxy: "http://127.0.0.1:9", http_proxy: "http://127.0.0.1:9" });
    t.after(() => {
      for (const name of ["https_proxy", "http_proxy"])
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
    });
    const transport = openTransport();
    const path = `/v2/team/app/manifests/${digest}`;
    assert.equal((await transport(new URL(path, `http://${registry.host}`), { headers: {} })).status, 200);
    await assert.rejects(transport(new URL(path, OURS), { headers: {} }), {
      message: "registry.example.com cannot be asked: connect ECONNREFUSED 127.0.0.1:9",
    });
  });
});
