import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Snapshot } from "../../scripts/platform/snapshots/manifest.ts";
import type { Replay } from "../../scripts/platform/snapshots/replay.ts";
import { restoreSnapshot } from "../../scripts/platform/snapshots/restore.ts";
import { takeSnapshot } from "../../scripts/platform/snapshots/take.ts";
import { until } from "../support/until.ts";
import { type StoresWorld, startStoresWorld } from "./support/stores-world.ts";

const text = (value: string) => `"\\\\"${value}\\\\""`;
const ALL: Replay = { exclude: null, until: null };

describe("a restore that makes the writes since the snapshot again", () => {
  let world: StoresWorld;
  let old: Snapshot;
  let moment: Date;
  before(async () => {
    world = await startStoresWorld("test-replay");
    for (const id of [1, 2, 3, 4])
      await world.app(
        "store-v1",
        `hset offer:${id} titre ${text(`Offer ${id}`)} competences "[]" interne ${text("old")}`,
      );
    await world.app("store-v1", `hset session:1 candidat_id ${text("1")}`, 'set offer:odd "as it was"');
    await carried();
    old = await takeSnapshot(world.context, null);
    await world.app(
      "store-v2",
      `hset job:1 title ${text("Broken by V2")}`,
      "del job:2",
      `hset job:9 title ${text("New on V2")} required_skills "[]"`,
      `hset job:10 title ${text("New on V2")} required_skills "[]"`,
    );
    await carried();
    await world.app(
      "store-v1",
      `hset offer:1 interne ${text("new")}`,
      `hset offer:3 title ${text("Changed on V1")}`,
      "hdel offer:3 titre",
      `hset offer:8 titre ${text("New on V1")} competences "[]"`,
      `hset offer:10 mission ${text("of an offer that V2 made")}`,
      'set offer:odd "changed"',
      "del session:1",
    );
    await carried();
    moment = new Date();
    await pause(50);
    await world.app(
      "store-v1",
      `hset offer:4 titre ${text("Late on V1")}`,
      "pexpireat offer:4 4102444800000",
    );
    await world.app("store-v2", `hset job:3 description ${text("late on V2")}`);
    await carried();
  });
  after(() => world.close());

  /** Everything in both stores is the same, but for the one that cannot be carried. */
  const carried = () =>
    until("both stores are the same", async () => {
      const said = await world.sync("verify", "--full", "--json");
      return !/"is":"(missing in v[12]|different)"/.test(said);
    });
  const seen = () =>
    world.app(
      "store-v1",
      "hmget offer:1 titre interne",
      "exists offer:2",
      "hmget offer:3 titre title description",
      "hget offer:4 titre",
      "pexpiretime offer:4",
      "exists offer:8",
      "exists offer:9",
      "hlen offer:10",
      "get offer:odd",
      "exists session:1",
    );
  const restore = async (replay: Replay | null, dryRun = false) => {
    const done = await restoreSnapshot(world.context, old, { dryRun, replay });
    return [done.restored, done.removed, done.replay?.unclear];
  };

  it("finds nothing to do when all of them are wanted: the log tells V1's documents to the byte", async (t) => {
    const done = await restoreSnapshot(world.context, old, { dryRun: true, replay: ALL });
    t.diagnostic(JSON.stringify(done));
    assert.deepEqual([done.restored, done.removed, done.replay?.leftOut], [0, 0, 0]);
    assert.equal(done.replay?.unclear, 1);
  });

  it("leaves out those up to a moment, or of one app, and what nobody can tell as it is", async () => {
    const now = await seen();
    assert.deepEqual(await restore({ exclude: "v2", until: null }, true), [3, 1, 2]);
    assert.deepEqual(await seen(), now);
    assert.deepEqual(await restore({ exclude: "v2", until: null }), [3, 1, 2]);
    const withoutV2 = [
      '"Offer 1"',
      '"new"',
      "1",
      "",
      '"Changed on V1"',
      "",
      '"Late on V1"',
      "4102444800000",
      "1",
      "0",
      now[10] ?? "",
      "changed",
      "0",
    ];
    assert.deepEqual(await seen(), withoutV2);
    assert.deepEqual(await world.app("store-v2", "hget job:1 title", "exists job:9"), ['"Offer 1"', "0"]);
    assert.deepEqual(await restore({ exclude: "v2", until: null }), [0, 0, 2], "it can be run again");
    await restore({ exclude: null, until: moment });
    const then = ['"Broken by V2"', '"new"', "0", "", '"Changed on V1"', "", '"Offer 4"', "-1", "1", "1"];
    assert.deepEqual((await seen()).slice(0, then.length), then);
  });

  it("is refused when a change log does not reach back to the snapshot, before anything is changed", async () => {
    const now = await seen();
    await world.app("store-v2", "auth sync secret", "xtrim sync:changes maxlen 1");
    await assert.rejects(restoreSnapshot(world.context, old, { dryRun: false, replay: ALL }), {
      id: "SSM-SNAPSHOT",
      exitCode: 4,
      message: `snapshot ${old.id} cannot be restored: the change log of store-v2 does not reach back to it, so what was written since cannot be made again; take a newer snapshot, or leave out --exclude and --until; nothing was changed in the stores`,
    });
    assert.deepEqual(await seen(), now);
  });
});
