import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { type CheckOptions, checkImages } from "../../scripts/images/check.ts";
import { pinImages } from "../../scripts/images/pin.ts";
import { openRegistries } from "../../scripts/images/registries.ts";
import { openTransport } from "../../scripts/images/transport.ts";
import { type FakeRegistryOptions, fakeRegistry } from "../support/fake-registry.ts";
import { testLock } from "../support/lock.ts";

/** A registry with every image of a lock, which is pinned to them. */
async function world(t: TestContext) {
  const options: FakeRegistryOptions = {};
  const registry = await fakeRegistry(t, options);
  const lock = testLock(registry.host);
  t.after(() => lock.remove());
  for (const [name, { tag }] of Object.entries(lock.images())) registry.push(name, tag, `first ${name}`);
  const context = {
    dir: lock.dir,
    registries: openRegistries(openTransport(), async () => null),
    today: new Date("2026-11-22T12:00:00Z"),
  };
  const said: string[] = [];
  const printed: string[] = [];
  const quiet = { dryRun: false, yes: true, report: (text: string) => said.push(text) };
  await pinImages(context, [], quiet);
  const check = (names: readonly string[] = [], more: Partial<CheckOptions> = {}) => {
    const print = (text: string) => printed.push(...text.split("\n"));
    return checkImages(context, names, { ...quiet, write: false, print, answer: null, ...more });
  };
  /** As if the digests came from somewhere else. */
  const forget = () => {
    const text = readFileSync(lock.file, "utf8").replace(/^ {2}verified: true/gm, "  verified: false");
    writeFileSync(lock.file, text.replace(/^ {2}source: .*/gm, "  source: a public lock"));
  };
  return { options, registry, lock, said, printed, check, forget };
}

describe("npm run images -- check", () => {
  it("is content when every tag stands for its digest and every digest was seen, and writes nothing", async (t) => {
    const { check, printed, lock } = await world(t);
    const before = lock.text();
    assert.equal(await check(), 0);
    assert.equal(printed.length, Object.keys(lock.images()).length);
    assert.equal(printed[0], "nginx             current");
    assert.equal(lock.text(), before);
  });

  it("says which are stale, and what their tags stand for now", async (t) => {
    const { registry, check, printed } = await world(t);
    const newer = registry.push("redis", "8.10.1", "second redis");
    registry.untag("nexten", "stable");
    await assert.rejects(check(["redis", "nexten", "v1"]), {
      id: "SSM-IMAGES",
      exitCode: 1,
      message: "stale: redis nexten; to take what the tags stand for now: npm run images -- pin redis nexten",
    });
    assert.deepEqual(printed, [
      `redis   stale                ${registry.host}/redis:8.10.1 is ${newer}`,
      "v1      current",
      `nexten  stale                there is no ${registry.host}/nexten:stable`,
    ]);
  });

  it("says which are missing, and which nobody may see", async (t) => {
    const { options, registry, lock, check, printed } = await world(t);
    options.instead = ({ path }, response) =>
      path.startsWith("/v2/v1/") && Boolean(response.writeHead(403).end());
    for (const reference of ["2.0.0", lock.images().v2.digest]) registry.untag("v2", reference);
    await assert.rejects(check(["v1", "v2"]), {
      id: "SSM-IMAGES",
      exitCode: 1,
      message: "missing: v1 v2; push them, or mend name and tag in stacks/images.lock.yaml and pin them",
    });
    const { host } = registry;
    assert.deepEqual(printed, [
      `v1  missing              ${host} does not show v1: there is no such image, or docker login ${host} is needed`,
      `v2  missing              ${host} does not have the digest; there is no ${host}/v2:2.0.0`,
    ]);
  });

  it("says which were seen though the lock does not know, and notes it when it is told to", async (t) => {
    const { registry, lock, check, forget, printed, said } = await world(t);
    forget();
    registry.push("redis", "8.10.1", "second redis");
    const before = lock.text();
    await assert.rejects(check(["nginx", "redis"]), {
      id: "SSM-IMAGES",
      exitCode: 1,
      message: [
        "stale: redis; to take what the tags stand for now: npm run images -- pin redis",
        "seen but not noted: nginx redis; to note it: npm run images -- check --write",
      ].join("\n"),
    });
    assert.equal(printed[0], "nginx  current, unverified");
    await assert.rejects(check(["nginx", "redis"], { write: true, dryRun: true }), { id: "SSM-IMAGES" });
    assert.equal(lock.text(), before);
    assert.match(said.at(-1) ?? "", /^\+ {2}verified: true$/m);
    await assert.rejects(check(["nginx", "redis"], { write: true }), {
      message: "stale: redis; to take what the tags stand for now: npm run images -- pin redis",
    });
    const { nginx, redis, v1 } = lock.images();
    for (const { verified, source } of [nginx, redis])
      assert.deepEqual([verified, source], [true, `seen in ${registry.host} on 2026-11-22`]);
    assert.deepEqual([v1.verified, v1.source], [false, "a public lock"]);
    assert.equal(await check(["nginx"], { write: true }), 0);
  });

  it("never notes as seen what the registry did not show", async (t) => {
    const { options, registry, lock, check, forget } = await world(t);
    forget();
    for (const reference of ["2.0.0", lock.images().v2.digest]) registry.untag("v2", reference);
    options.instead = ({ path }, response) =>
      path.startsWith("/v2/v1/") && Boolean(response.writeHead(500).end());
    const before = lock.text();
    await assert.rejects(check(["v1", "v2"], { write: true }), {
      id: "SSM-REGISTRY",
      exitCode: 4,
      message: [
        "could not be looked up: v1; the reasons are above",
        "missing: v2; push them, or mend name and tag in stacks/images.lock.yaml and pin them",
      ].join("\n"),
    });
    assert.equal(lock.text(), before);
  });

  it("tells a machine the same as one JSON object", async (t) => {
    const { registry, lock, check, printed } = await world(t);
    const answer = (object: object) => printed.push(JSON.stringify(object));
    assert.equal(await check(["nginx"], { answer }), 0);
    const { digest } = lock.images().nginx;
    assert.deepEqual(JSON.parse(printed.join("\n")), {
      images: [
        {
          image: "nginx",
          tag: `${registry.host}/nginx:1.30.5`,
          digest,
          registry: registry.host,
          verified: true,
          state: "current",
          tagDigest: digest,
          reason: null,
        },
      ],
    });
  });

  it("tells a machine the reasons that it tells people, and only then fails", async (t) => {
    const { registry, lock, check } = await world(t);
    const newer = registry.push("redis", "8.10.1", "second redis");
    for (const reference of ["2.0.0", lock.images().v2.digest]) registry.untag("v2", reference);
    const told: object[] = [];
    await assert.rejects(check(["redis", "v2"], { answer: (object) => told.push(object) }), {
      id: "SSM-IMAGES",
    });
    const { host } = registry;
    assert.partialDeepStrictEqual(told, [
      {
        images: [
          { image: "redis", state: "stale", reason: `${host}/redis:8.10.1 is ${newer}` },
          {
            image: "v2",
            state: "missing",
            reason: `${host} does not have the digest; there is no ${host}/v2:2.0.0`,
          },
        ],
      },
    ]);
  });
});
