import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { LONGEST_TAIL_MS } from "../../infra/services/data-sync/history.ts";
import { until } from "../support/until.ts";
import { type RealStores, startRealStores } from "./support/real-stores.ts";
import { type StoreCopy, startCopy } from "./support/store-copy.ts";

const OFFER = { titre: '"Chef"', competences: '["Java"]' };
const JOB = { title: '"Java developer"', required_skills: '["Java"]' };

describe("a replica that takes the place of V2's store and lacks its last writes", () => {
  let world: RealStores;
  let copy: StoreCopy;
  before(async () => {
    world = await startRealStores();
    await world.startSync();
    copy = await startCopy(world, "v2");
  });
  after(() => world.close());

  const areEqual = () =>
    until("both sides are equal", async () => (await world.ask("verify", "--full")).code === 0);

  it("stops data-sync where it lacks more than 5 s, and gets them from V1 when somebody says so", async () => {
    const { v1, v2 } = world.apps;
    for (const id of ["changed", "gone-1", "gone-2"]) await v1.hSet(`offer:${id}`, OFFER);
    await v1.hSet("session:out", { candidat_id: '"c"' });
    const gone = ["job:gone-1", "job:gone-2", "session:out"];
    await until("they are carried", async () => (await v2.exists(["job:changed", ...gone])) === 4);
    await copy.follow();
    await copy.stop();
    await v2.hSet("job:changed", "title", '"Cook"');
    await v2.hSet("job:new", JOB);
    await v1.del("offer:gone-1");
    await v2.del(["job:gone-2", "session:out"]);
    await until("V1 has the new one", async () => (await v1.exists("offer:new")) === 1);
    await until("V1 has the change", async () => (await v1.hGet("offer:changed", "titre")) === '"Cook"');
    await until(
      "all are gone",
      async () => (await v2.exists(gone)) + (await v1.exists(["offer:gone-2", "session:out"])) === 0,
    );
    await until("it lacks enough", async () => (await copy.lacksMs()) > LONGEST_TAIL_MS + 1_000);
    await copy.promote();

    const series = 'sync_frozen{cause="went-back",store="store-v2",other="v1",reason="store-v2 went back by ';
    await until("the alert's series is told", async () => (await world.metrics()).includes(series));
    const { code, said } = await world.ask("status");
    assert.equal(code, 2);
    assert.match(
      said,
      /^FROZEN, nothing is written: store-v2 went back by \d+ s: an older copy was restored\n/,
    );
    await v1.hSet("offer:meanwhile", OFFER);
    const refused = await world.ask("unfreeze");
    assert.equal(refused.code, 1);
    assert.match(refused.said, /say whose data are right with --from v1 or --from v2; nothing was changed/);
    assert.equal(await v2.exists(gone), 3);
    assert.equal(await v2.exists(["job:new", "job:meanwhile"]), 0);
    assert.equal(await v1.exists(["offer:changed", "offer:new"]), 2);

    assert.equal((await world.ask("unfreeze", "--from", "v1")).code, 0);
    await until("what it lacked is back", async () => (await v2.exists(["job:new", "job:meanwhile"])) === 2);
    await areEqual();
    assert.equal(await v2.hGet("job:changed", "title"), '"Cook"');
    assert.equal(await v1.hGet("offer:changed", "titre"), '"Cook"');
    assert.equal(await v2.exists(gone), 0);
    assert.equal(await v1.exists(["offer:gone-1", "offer:gone-2", "session:out"]), 0);
    assert.doesNotMatch(await world.metrics(), /^sync_frozen{/m);
  });

  it("is looked through where it lacks less, and gets from V1 what V1 has, without being asked", async () => {
    const { v1, v2 } = world.apps;
    let last = "";
    await world.killSync();
    // A machine that is held up for seconds makes it an older copy: then once more.
    await until("it lacks less than 5 s", async () => {
      await copy.follow();
      await world.startSync();
      await copy.stop();
      last = `"${Date.now()}"`;
      await v2.hSet("job:last", { ...JOB, title: last });
      await until("V1 has it", async () => (await v1.hGet("offer:last", "titre")) === last);
      await world.killSync();
      return (await copy.lacksMs()) < LONGEST_TAIL_MS - 500;
    });
    await copy.promote();
    assert.notEqual(await v2.hGet("job:last", "title"), last);
    await world.startSync();
    const gap = (value: number) => `sync_store_gap{store="store-v2"} ${value}\n`;
    await until("the alert's series is told", async () => (await world.metrics()).includes(gap(1)));
    await until("the change is back", async () => (await v2.hGet("job:last", "title")) === last);
    assert.equal(await v1.hGet("offer:last", "titre"), last);
    await until("all was looked through", async () => (await world.metrics()).includes(gap(0)));
    await areEqual();
  });
});
