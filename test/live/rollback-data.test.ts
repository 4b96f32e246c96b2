import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { FENCE_FILE_IN_KEEPER, FOLLOW_FENCE } from "../../infra/plan/services/fence.ts";
import { outputIn } from "../../scripts/platform/containers/run-in.ts";
import { bringDataBack, type DataBack } from "../../scripts/platform/rollback/data-back.ts";
import { until } from "../support/until.ts";
import { type StoresWorld, startStoresWorld } from "./support/stores-world.ts";

const JOBS = 200;

describe("bringing back what V2 wrote last, between two real stores", () => {
  let world: StoresWorld;
  before(async () => {
    world = await startStoresWorld("test-rollback-data");
  });
  after(() => world.close());

  const write = (id: string) =>
    world.app("store-v2", `hset job:${id} title "\\\\"Job ${id}\\\\"" required_skills "[]"`);
  const bring = (startStore = false): Promise<DataBack> =>
    bringDataBack(world.context, { since: Date.now(), seconds: 60, startStore });

  it("carries everything that V2's app wrote, also with data-sync killed before", async (t) => {
    await world.part("data-sync").kill({ signal: "SIGKILL" });
    const jobs = Array.from(
      { length: JOBS },
      (_, id) => `hset job:${id} title "\\\\"Job ${id}\\\\"" required_skills "[]"`,
    );
    await world.app("store-v2", ...jobs);
    const data = await bring();
    t.diagnostic(JSON.stringify(data));
    assert.equal(data.is, "carried", JSON.stringify(data));
    for (const id of [0, JOBS - 1])
      assert.deepEqual(await world.app("store-v1", `hget offer:${id} titre`), [`"Job ${id}"`]);
  });

  it("leaves V2's app without the right to write, not to read, also after a restart of its store", async () => {
    for (const restart of [false, true]) {
      if (restart) await world.part("store-v2").restart({ t: 5 });
      await until("store-v2", async () => (await world.app("store-v2", "hget job:1 title"))[0] === '"Job 1"');
      assert.match((await write("late")).join(), /NOPERM/);
      assert.match((await world.app("store-v2", "multi", "del job:1", "exec")).join(), /NOPERM/);
    }
    await until("data-sync", async () => /v1 wins/.test(await world.sync("status")));
  });

  it("gives the right back by the words of the kill switch's end", async () => {
    const { docker } = world.context;
    await outputIn(docker, world.part("keeper").id, ["rm", FENCE_FILE_IN_KEEPER]);
    await outputIn(docker, world.part("store-v2").id, ["sh", "-c", FOLLOW_FENCE]);
    assert.deepEqual(await write("again"), ["2"]);
    await until("the stage rules", async () => (await world.sync("status")).includes("v2 wins"));
  });

  it("is pending while V2's store is dead, and finished with it started", async (t) => {
    await world.part("data-sync").kill({ signal: "SIGKILL" });
    await write("last");
    await world.part("store-v2").kill({ signal: "SIGKILL" });
    assert.deepEqual(await bring(), { is: "pending", documents: null, reason: "store-v2 does not run" });
    const data = await bring(true);
    t.diagnostic(JSON.stringify(data));
    assert.equal(data.is, "carried", JSON.stringify(data));
    assert.deepEqual(await world.app("store-v1", "hget offer:last titre"), ['"Job last"']);
    assert.match((await write("fenced")).join(), /NOPERM/);
  });
});
