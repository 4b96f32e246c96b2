import assert from "node:assert/strict";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { everythingOf, partsOf } from "../../scripts/platform/containers/parts.ts";
import {
  listSnapshots,
  makeFolder,
  STORES,
  snapshotId,
  snapshotPath,
  snapshotsFolder,
} from "../../scripts/platform/snapshots/manifest.ts";
import { restoreSnapshot } from "../../scripts/platform/snapshots/restore.ts";
import { scratchName } from "../../scripts/platform/snapshots/scratch.ts";
import { takeSnapshot } from "../../scripts/platform/snapshots/take.ts";
import { testRestore } from "../../scripts/platform/snapshots/test-restore.ts";
import { type StoresWorld, startStoresWorld } from "./support/stores-world.ts";

const OFFERS = 300;

describe("a snapshot of two real stores", () => {
  let world: StoresWorld;
  before(async () => {
    world = await startStoresWorld("test-snapshot");
    const writes = Array.from(
      { length: OFFERS },
      (_, id) => `hset offer:${id} titre "\\\\"Chef ${id}\\\\"" competences "[\\\\"Java\\\\"]"`,
    );
    await world.app("store-v1", ...writes);
  });
  after(() => world.close());

  it("is encrypted, and counts once it was restored and compared, document by document", async (t) => {
    const snapshot = await takeSnapshot(world.context, "010-percent");
    t.diagnostic(world.told.at(-1) ?? "");
    assert.ok(snapshot.restored !== null);
    assert.deepEqual([snapshot.restored.documents, snapshot.restored.deadLetters], [OFFERS, 0]);
    assert.deepEqual(await listSnapshots(world.context.instance), [snapshot]);
    for (const store of STORES) {
      const bytes = readFileSync(snapshotPath(world.context.instance, snapshot.id, store));
      assert.ok(bytes.length > 100 && !bytes.includes("Chef") && !bytes.includes("REDIS"), store);
    }
  });

  it("leaves nothing on the engine, and is no part of the platform", async () => {
    const { context } = world;
    assert.equal((await partsOf(context.docker, context.instance)).length, 4);
    const { containers, networks } = await everythingOf(context.docker, context.instance);
    assert.deepEqual([containers.length, networks.length], [4, 1]);
  });

  it("holds what could not be carried, too, and says how much that is", async () => {
    await world.app("store-v1", 'hset offer:bad titre 5 competences "[]"');
    const { restored } = await takeSnapshot(world.context, null);
    assert.deepEqual([restored?.documents, restored?.deadLetters], [OFFERS + 1, 1]);
  });

  it("brings V1's documents back as they were, and through data-sync V2's; sessions stay as they are now", async () => {
    const { context } = world;
    const session = 'hset session:1 candidat_id "\\\\"c\\\\""';
    await world.app("store-v1", session, "del offer:bad", "rpush offer:list x");
    const old = await takeSnapshot(context, null);
    await world.app("store-v1", "del offer:1", "del session:1");
    await world.app(
      "store-v1",
      'hset offer:2 titre "\\\\"Changed\\\\""',
      'hset offer:new titre "\\\\"New\\\\"" competences "[]"',
    );
    const rehearsed = await restoreSnapshot(context, old, { dryRun: true, replay: null });
    const counts = { restored: 2, removed: 1, unchanged: OFFERS - 1, skipped: 1 };
    assert.deepEqual(rehearsed, { ...rehearsed, ...counts, before: null });
    assert.deepEqual(await world.app("store-v1", "hget offer:2 titre"), ['"Changed"']);
    const place = { ...context.stacks.place, snapshots: { keep: 1 } };
    const done = await restoreSnapshot({ ...context, stacks: { ...context.stacks, place } }, old, {
      dryRun: false,
      replay: null,
    });
    assert.deepEqual(done, { ...done, ...counts });
    // The place keeps one, and the one that was restored stays beside it.
    const left = (await listSnapshots(context.instance)).map(({ id }) => id);
    assert.deepEqual(left, [old.id, done.before]);
    // What is no document is left alone.
    assert.deepEqual(await world.app("store-v1", "lrange offer:list 0 -1", "del offer:list"), ["x", "1"]);
    assert.deepEqual(
      await world.app("store-v1", "hget offer:2 titre", "exists offer:1 offer:new session:1"),
      ['"Chef 2"', "1"],
    );
    assert.deepEqual(await world.app("store-v2", "hget job:2 title", "exists job:1 job:new session:1"), [
      '"Chef 2"',
      "1",
    ]);
  });

  it("is refused when a byte of it changed, before another one is taken", async () => {
    const { context } = world;
    const [first] = await listSnapshots(context.instance);
    assert.ok(first !== undefined);
    const file = snapshotPath(context.instance, first.id, "store-v2");
    const bytes = readFileSync(file);
    bytes[50] = (bytes[50] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const kept = await listSnapshots(context.instance);
    for (const refused of [
      () => testRestore(context, first),
      () => restoreSnapshot(context, first, { dryRun: false, replay: null }),
    ])
      await assert.rejects(refused, {
        id: "SSM-SNAPSHOT",
        exitCode: 4,
        message:
          /^snapshot .* cannot be restored: the file of store-v2 is not what was written: its SHA-256 is .*; nothing was changed in the stores$/,
      });
    assert.deepEqual(await listSnapshots(context.instance), kept);
  });

  const stopped = { id: "SSM-STOPPED", exitCode: 4, message: /nothing was changed in the stores$/ };
  const isClean = async () => {
    const { containers, networks } = await everythingOf(world.context.docker, world.context.instance);
    assert.deepEqual([containers.length, networks.length], [4, 1]);
  };

  it("leaves no customer data anywhere when it is stopped between its restored stores", async () => {
    const { context } = world;
    const before = readdirSync(snapshotsFolder(context.instance));
    const controller = new AbortController();
    const taking = assert.rejects(takeSnapshot(context, null, { signal: controller.signal }), stopped);
    const sync = scratchName(context.instance, "data-sync");
    const isUp = () =>
      context.docker
        .getContainer(sync)
        .inspect()
        .then(
          ({ State }) => State.Running,
          () => false,
        );
    while (!(await isUp())) await pause(50);
    controller.abort();
    await taking;
    await isClean();
    assert.deepEqual(readdirSync(snapshotsFolder(context.instance)), before);
  });

  it("is restored to the end once V1 is written, which it says, and not begun when stopped before", async () => {
    const { context } = world;
    const old = await takeSnapshot(context, null);
    await world.app("store-v1", "del offer:3");
    const stopAt = (said: RegExp) => {
      const controller = new AbortController();
      const report = (line: string) => said.test(line) && controller.abort();
      return restoreSnapshot({ ...context, report }, old, {
        dryRun: false,
        replay: null,
        signal: controller.signal,
      });
    };
    await assert.rejects(stopAt(/^what is there now is kept as snapshot /), stopped);
    assert.deepEqual(await world.app("store-v1", "exists offer:3"), ["0"]);
    const { restored } = await stopAt(/^writing V1's documents: from here on the restore runs to its end/);
    assert.deepEqual([restored, await world.app("store-v1", "exists offer:3")], [1, ["1"]]);
    await isClean();
  });

  it("is not taken when the disk is full, which is said in words, and nothing of it stays", async (t) => {
    const { instance } = world.context;
    const before = readdirSync(snapshotsFolder(instance));
    const now = new Date();
    t.mock.timers.enable({ apis: ["Date"], now });
    await makeFolder(instance, snapshotId(now));
    symlinkSync("/dev/full", snapshotPath(instance, snapshotId(now), "store-v1"));
    await assert.rejects(takeSnapshot(world.context, null), {
      id: "SSM-NO-SPACE",
      exitCode: 4,
      message: /^the disk is full; the platform goes on serving\. Make room, then run the same command again/,
    });
    assert.deepEqual(readdirSync(snapshotsFolder(instance)), before);
  });

  it("is not taken while data-sync is frozen and both do not fit together", async () => {
    const { context } = world;
    const before = (await listSnapshots(context.instance)).length;
    await world.sync("freeze", "--reason", "a test");
    await world.app("store-v1", "del offer:4");
    await assert.rejects(takeSnapshot(context, null), {
      id: "SSM-SNAPSHOT",
      message:
        /the two copies differ, and data-sync, which would settle that, is frozen \(a test\); first: npm run sync -- unfreeze/,
    });
    assert.equal((await listSnapshots(context.instance)).length, before);
    await world.sync("unfreeze");
  });
});
