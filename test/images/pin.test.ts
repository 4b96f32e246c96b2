import assert from "node:assert/strict";
import { chmodSync, lstatSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { pinImages } from "../../scripts/images/pin.ts";
import { openRegistries } from "../../scripts/images/registries.ts";
import { openTransport } from "../../scripts/images/transport.ts";
import { type FakeRegistryOptions, fakeRegistry } from "../support/fake-registry.ts";
import { testLock } from "../support/lock.ts";

const TAGS = { nginx: "1.30.5", redis: "8.10.1" };

/** A registry with nginx and redis, and a lock that knows other digests of them. */
async function world(t: TestContext, options: FakeRegistryOptions = {}) {
  const registry = await fakeRegistry(t, options);
  const lock = testLock(registry.host);
  t.after(() => lock.remove());
  const nginx = registry.push("nginx", TAGS.nginx, "a newer nginx");
  const redis = registry.push("redis", TAGS.redis, "a newer redis");
  const said: string[] = [];
  const context = {
    dir: lock.dir,
    registries: openRegistries(openTransport(), async () => null),
    today: new Date("2026-11-22T12:00:00Z"),
  };
  const pin = (names: readonly string[], more: { dryRun?: boolean; yes?: boolean } = {}) =>
    pinImages(context, names, { dryRun: false, yes: true, report: (text) => said.push(text), ...more });
  return { registry, lock, nginx, redis, said, pin };
}

describe("npm run images -- pin", () => {
  it("writes what the tags stand for now, as seen in their registry", async (t) => {
    const { registry, lock, nginx, redis, said, pin } = await world(t);
    const { prometheus } = lock.images();
    assert.deepEqual(await pin(["redis", "nginx"]), { outcome: "written", changed: ["nginx", "redis"] });
    const source = `seen in ${registry.host} on 2026-11-22`;
    const images = lock.images();
    assert.deepEqual(images.nginx, {
      name: `${registry.host}/nginx`,
      tag: TAGS.nginx,
      digest: nginx,
      verified: true,
      source,
    });
    assert.deepEqual([images.redis.digest, images.redis.source], [redis, source]);
    assert.deepEqual(images.prometheus, prometheus);
    assert.equal(said.at(-1), "stacks/images.lock.yaml is written: nginx, redis");
  });

  it("shows the difference with the name of the image, and a dry run leaves it at that", async (t) => {
    const { lock, nginx, said, pin } = await world(t);
    const before = lock.text();
    assert.deepEqual(await pin(["nginx"], { dryRun: true }), { outcome: "shown", changed: ["nginx"] });
    assert.equal(lock.text(), before);
    const lines = said.join("\n").split("\n");
    assert.ok(lines.includes(" nginx:"), said.join("\n"));
    assert.ok(lines.includes(`+  digest: ${nginx}`));
    assert.ok(lines.includes("-  verified: false"));
  });

  it("writes nothing when there is nothing new, so that the day stays the one of the first look", async (t) => {
    const { lock, said, pin } = await world(t);
    await pin(["nginx"]);
    const before = statSync(lock.file);
    assert.deepEqual(await pin(["nginx"]), { outcome: "same", changed: [] });
    assert.deepEqual(
      [statSync(lock.file).ino, said.at(-1)],
      [before.ino, "stacks/images.lock.yaml has the digests of its tags already"],
    );
  });

  it("changes nothing at all when one image cannot be had, and names every such image", async (t) => {
    const { registry, lock, pin } = await world(t);
    const before = lock.text();
    await assert.rejects(pin(["nginx", "v1", "node"]), {
      id: "SSM-IMAGES",
      exitCode: 1,
      message: [
        "nothing was changed, these digests cannot be had:",
        `  node: ${registry.host} has no ${registry.host}/node:24.21.0-bookworm-slim`,
        `  v1: ${registry.host} has no ${registry.host}/v1:stable`,
      ].join("\n"),
    });
    assert.equal(lock.text(), before);
  });

  it("tells a registry that does not answer from one that has no such image", async (t) => {
    const { registry, pin } = await world(t, {
      instead: ({ path }, response) => path.includes("/v1/") && Boolean(response.writeHead(500).end()),
    });
    await assert.rejects(pin(["v1", "v2"]), {
      id: "SSM-REGISTRY",
      exitCode: 4,
      message: [
        "nothing was changed, these digests cannot be had:",
        `  v1: ${registry.host} answers 500`,
        `  v2: ${registry.host} has no ${registry.host}/v2:2.0.0`,
      ].join("\n"),
    });
    const closed = await world(t, { login: "basic" });
    await assert.rejects(closed.pin(["v1"]), { id: "SSM-IMAGES", exitCode: 1, message: /docker login/ });
  });

  it("knows its images by name", async (t) => {
    const { pin } = await world(t);
    const all =
      "nginx, redis, prometheus, node, v1, v2, nexten, prober, data-sync, identity, gateway-exporter or keeper";
    for (const [name, fix] of [
      ["ngnix", "; did you mean nginx?"],
      ["something-else", ""],
    ])
      await assert.rejects(pin(["nginx", name ?? ""]), {
        id: "SSM-NO-IMAGE",
        exitCode: 1,
        message: `an image of stacks/images.lock.yaml must be ${all}, got "${name}"${fix}`,
      });
  });
});

describe("the lock on the disk", () => {
  it("is written beside and renamed, with its mode, leaving nothing behind", async (t) => {
    const { lock, nginx, pin } = await world(t);
    chmodSync(lock.file, 0o640);
    const [names, { ino }] = [readdirSync(lock.dir), statSync(lock.file)];
    await pin(["nginx"]);
    assert.equal(lock.images().nginx.digest, nginx);
    const after = statSync(lock.file);
    assert.deepEqual([after.mode & 0o777, after.ino === ino], [0o640, false]);
    assert.deepEqual(readdirSync(lock.dir), names);
  });

  it("is refused when it is a link, and stays one", async (t) => {
    const { lock, pin } = await world(t);
    renameSync(lock.file, `${lock.file}.moved`);
    symlinkSync(`${lock.file}.moved`, lock.file);
    await assert.rejects(pin(["nginx"]), { id: "SSM-INPUT", message: /:1:1: .*it is a symbolic link, / });
    assert.ok(lstatSync(lock.file).isSymbolicLink());
  });

  it("is not overwritten when somebody else changed it meanwhile", async (t) => {
    const { lock, pin } = await world(t, {
      instead: () => {
        writeFileSync(lock.file, `${lock.text()}# mine\n`);
        return false;
      },
    });
    await assert.rejects(pin(["nginx"]), {
      id: "SSM-LOCK-CHANGED",
      exitCode: 1,
      message:
        "stacks/images.lock.yaml was changed by somebody else meanwhile; nothing was written, run this command again",
    });
    assert.match(lock.text(), /# mine\n$/);
    assert.equal(lock.images().nginx.verified, false);
  });

  it("is as before when it cannot be written", async (t) => {
    const { lock, pin } = await world(t, {
      instead: () => {
        renameSync(lock.file, `${lock.file}.moved`);
        return false;
      },
    });
    await assert.rejects(pin(["nginx"]), {
      id: "SSM-LOCK-WRITE",
      exitCode: 4,
      message: /^stacks\/images\.lock\.yaml was not changed, writing it failed: ENOENT: no such file/,
    });
  });
});
