import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { restoreSnapshot } from "../../scripts/platform/snapshots/restore.ts";
import { takeSnapshot } from "../../scripts/platform/snapshots/take.ts";
import { type StoresWorld, startStoresWorld } from "./support/stores-world.ts";

const FIELDS = 500;

describe("a restore of what data-sync cannot carry", () => {
  let world: StoresWorld;
  before(async () => {
    world = await startStoresWorld("test-restore");
  });
  after(() => world.close());

  /** What V1's app sees of it, to the byte. */
  const seen = () =>
    world.app(
      "store-v1",
      "hget offer:bytes titre",
      "hlen offer:many",
      "lrange offer:list 0 -1",
      "get offer:text",
      'hget "offer:\\\\xff" titre',
      "pexpiretime offer:ends",
    );

  it("brings every key back to the byte, whatever its type, and tells what it did", async () => {
    const { context } = world;
    const many = Array.from({ length: FIELDS }, (_, index) => `f${index} ${index}`).join(" ");
    await world.app(
      "store-v1",
      'hset offer:bytes titre "\\\\xff\\\\xfe" competences "[]"',
      `hset offer:many ${many}`,
      "rpush offer:list a b",
      "set offer:text plain",
      'hset "offer:\\\\xff" titre "1"',
      'hset offer:ends titre "1"',
      "pexpireat offer:ends 4102444800000",
    );
    const old = await takeSnapshot(context, null);
    const before = await seen();
    const same = await restoreSnapshot(context, old, { dryRun: true, replay: null });
    assert.deepEqual([same.restored, same.removed, same.unchanged], [0, 0, 6]);
    await world.app(
      "store-v1",
      "del offer:bytes offer:many offer:list offer:text offer:ends",
      'del "offer:\\\\xff"',
    );
    await world.app("store-v1", "rpush offer:list other", "set offer:new x");
    const done = await restoreSnapshot(context, old, { dryRun: false, replay: null });
    assert.deepEqual([done.restored, done.removed, done.unchanged], [6, 1, 0]);
    assert.deepEqual(await seen(), before);
  });
});
