import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type Docker from "dockerode";
import { verifyImages } from "../../policies/containers/verify-images.ts";
import { readImageLock } from "../../policies/image-lock.ts";
import { buildImages, OWN_IMAGES } from "../../scripts/images/build.ts";
import { type CheckOptions, checkImages } from "../../scripts/images/check.ts";
import type { Credentials } from "../../scripts/images/credentials.ts";
import { pinImages } from "../../scripts/images/pin.ts";
import { openRegistries } from "../../scripts/images/registries.ts";
import { connectEngine } from "../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir } from "../../scripts/toolchain/paths.ts";
import { spoiledContainer } from "../policies/containers/compliant.ts";
import { judge } from "../policies/judge.ts";
import { type TestLock, testLock } from "../support/lock.ts";
import { type LiveRegistry, startRegistry, USER } from "./support/registry.ts";

const QUIET = { dryRun: false, yes: true, report: () => undefined };
const LOOK: CheckOptions = { ...QUIET, write: false, answer: null, print: () => undefined };

describe("our images, from the repository to a real registry and into the lock", () => {
  let docker: Docker;
  let registry: LiveRegistry;
  let lock: TestLock;
  const pushed = new Map<string, string>();

  before(async () => {
    ({ docker } = await connectEngine());
    const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
    registry = await startRegistry(docker, images.keeper ?? "");
    lock = testLock(registry.host);
    // They are never started, so a smaller base than Node does.
    const built = await buildImages({ dir: lock.dir, docker, base: images.keeper, report: () => undefined });
    for (const { image, reference } of built) pushed.set(image, await registry.push(reference));
  });
  after(async () => {
    await registry.remove();
    lock.remove();
  });

  /** What the commands work with, who knows these credentials. */
  const context = (known: Credentials | null = { kind: "password", ...USER }) => ({
    dir: lock.dir,
    registries: openRegistries(undefined, async () => known),
    today: new Date("2026-11-22"),
  });

  it("are refused at preview before they were pinned", () => {
    for (const image of OWN_IMAGES) assert.equal(violations(image).length, 1);
  });

  it("have in the lock, once pinned, the digests that the engine was told when it pushed them", async () => {
    assert.equal((await pinImages(context(), OWN_IMAGES, QUIET)).outcome, "written");
    const images = lock.images();
    assert.deepEqual(
      OWN_IMAGES.map((image) => [images[image].digest, images[image].verified]),
      OWN_IMAGES.map((image) => [pushed.get(image), true]),
    );
    assert.equal(await checkImages(context(), OWN_IMAGES, LOOK), 0);
  });

  it("are accepted at preview from then on", () => {
    for (const image of OWN_IMAGES) assert.deepEqual(violations(image), []);
  });

  it("are missing when they were never pushed, or for who may not see them", async () => {
    await assert.rejects(checkImages(context(), ["v1"], LOOK), {
      id: "SSM-IMAGES",
      message: /^missing: v1;/,
    });
    for (const known of [null, { kind: "password", username: "ada", password: "guess" }] as const)
      await assert.rejects(checkImages(context(known), ["prober"], LOOK), {
        id: "SSM-IMAGES",
        message: /^missing: prober;/,
      });
  });

  it("are stale when their tag was pushed anew, and still there by their digest", async () => {
    const { name, tag } = lock.images().prober;
    const keeper = lock.images().keeper;
    await docker.getImage(`${keeper.name}:${keeper.tag}`).tag({ repo: name, tag });
    await registry.push(`${name}:${tag}`);
    await assert.rejects(checkImages(context(), ["prober"], LOOK), {
      id: "SSM-IMAGES",
      exitCode: 1,
      message: "stale: prober; to take what the tags stand for now: npm run images -- pin prober",
    });
  });

  /** What the policy says about a container of this image in production. */
  function violations(image: (typeof OWN_IMAGES)[number]): string[] {
    const { name, tag, digest } = lock.images()[image];
    const container = spoiledContainer({ image: `${name}:${tag}@${digest}` });
    return judge(verifyImages(readImageLock(lock.text())), container);
  }
});
