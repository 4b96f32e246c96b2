import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../support/until.ts";
import { type RealStores, startRealStores } from "./support/real-stores.ts";

const OFFER = { titre: '"Chef de projet"', competences: '["Java","SQL"]', salaire: '"45K-55K"' };
const JOB = { title: '"Java developer"', required_skills: '["Java"]' };

describe("data-sync between two real stores", () => {
  let world: RealStores;
  before(async () => {
    world = await startRealStores();
    await world.startSync();
  });
  after(() => world.close());

  it("carries a write, a change, an end of life and a delete, both ways", async () => {
    const { v1, v2 } = world.apps;
    await v1.hSet("offer:1", OFFER);
    await until("the offer is a job", async () => (await v2.hGet("job:1", "title")) === OFFER.titre);
    await v2.hSet("job:1", "salary_range", '{"min":50000,"max":60000}');
    await until("the pay is back", async () => (await v1.hGet("offer:1", "salaire")) !== OFFER.salaire);
    assert.equal(await v1.hGet("offer:1", "titre"), OFFER.titre);
    await v1.hSet("session:1", { candidat_id: '"c"' });
    await v1.expire("session:1", 1_000);
    await until("the session has its life", async () => (await v2.ttl("session:1")) > 900);
    await v2.del("session:1");
    await until("the session is signed out", async () => (await v1.exists("session:1")) === 0);
  });

  it("keeps the apps out of its own keys", async () => {
    await assert.rejects(world.apps.v1.hSet("sync:state", "epoch", "x"), /NOPERM/);
    await assert.rejects(world.apps.v2.del("sync:record:job:1"), /NOPERM/);
    await assert.rejects(world.apps.v2.flushAll(), /NOPERM/);
  });

  it("keeps what cannot be carried apart, says why, and carries it when it is put right", async () => {
    const { v1, v2 } = world.apps;
    await v1.hSet("offer:bad", { titre: "5", competences: "[]" });
    await until("there is a dead letter", async () =>
      (await world.ask("dead-letters")).said.includes("offer:bad"),
    );
    const { said } = await world.ask("dead-letters", "show", "offer:bad");
    assert.match(said, /titre must be text of 1 to 200 characters, got 5/);
    await v1.hSet("offer:bad", "titre", '"Good"');
    await until("it is carried", async () => (await v2.exists("job:bad")) === 1);
    await until("it is no dead letter", async () =>
      (await world.ask("dead-letters")).said.startsWith("there are no"),
    );
  });

  it("loses nothing when it is killed while 2,000 writes and deletes go on", async () => {
    const { v1, v2 } = world.apps;
    for (let id = 0; id < 60; id++) await v1.hSet(`offer:doomed-${id}`, OFFER);
    await until("all are carried", async () => (await v2.exists("job:doomed-59")) === 1);
    const write = async () => {
      for (let id = 0; id < 970; id++) {
        await v1.hSet(`offer:a-${id}`, { ...OFFER, description: `"${id}"` });
        await v2.hSet(`job:b-${id}`, JOB);
        if (id % 16 === 0)
          await (id % 32 === 0 ? v1.del(`offer:doomed-${id / 16}`) : v2.del(`job:doomed-${id / 16}`));
      }
    };
    const writing = write();
    for (let kill = 0; kill < 3; kill++) {
      await pause(200);
      await world.killSync();
      await pause(100);
      await world.startSync();
    }
    await writing;
    await until("both sides are equal", async () => {
      const { code, said } = await world.ask("verify", "--full");
      return code === 0 && said.includes(" 0 not");
    });
    for (let id = 0; id < 60; id++)
      assert.deepEqual([await v1.exists(`offer:doomed-${id}`), await v2.exists(`job:doomed-${id}`)], [0, 0]);
    assert.equal(await v1.hGet("offer:a-969", "description"), '"969"');
    assert.equal(await v2.hGet("job:a-969", "description"), '"969"');
    assert.equal(await v1.hGet("offer:b-969", "titre"), JOB.title);
  });

  it("keeps the value that lost where both sides changed the same field, and tells it", async () => {
    const { v1, v2 } = world.apps;
    await v1.hSet("offer:both", OFFER);
    await until("it is carried", async () => (await v2.exists("job:both")) === 1);
    await world.killSync();
    await v1.hSet("offer:both", "titre", '"Chef"');
    await v2.hSet("job:both", "title", '"Cook"');
    await world.startSync();
    await until("V1 has won", async () => (await v2.hGet("job:both", "title")) === '"Chef"');
    const { code, said } = await world.ask("conflicts", "show", "offer:both");
    assert.equal(code, 0);
    assert.match(said, /^\S+Z v2 job:both title: changed on both sides\n {2}lost: "Cook"\n {2}kept: "Chef"$/);
    assert.match((await world.ask("conflicts")).said, /v2 job:both title: "Cook" lost against "Chef"$/m);
    const [told] = (await world.ask("conflicts", "show", "job:both", "--json")).answers;
    assert.deepEqual(
      ["side", "field", "lost", "kept"].map((name) => Reflect.get(told ?? {}, name)),
      ["v2", "title", '"Cook"', '"Chef"'],
    );
    assert.equal((await world.ask("conflicts", "show", "offer:none")).code, 1);
  });

  it("after V2 was closed tells once everything that changed is equal, and V1 wins meanwhile", async () => {
    const { v1, v2 } = world.apps;
    await v2.hSet("job:last", JOB);
    await v2.hSet("session:last", { candidate_id: '"c"' });
    world.fence(1_000);
    const { code, said } = await world.lastPass(1_000, 20);
    assert.equal(code, 0);
    const told = JSON.parse(said);
    assert.deepEqual([told.is, told.left, told.deadLetters], ["done", 0, 0]);
    assert.ok(told.documents >= 2 && told.sessions >= 1 && told.replayed >= 0, said);
    assert.equal(await v1.hGet("offer:last", "titre"), JOB.title);
    await until("both stores were compared once", async () =>
      /^drained.*; v1 wins/.test((await world.ask("status")).said),
    );
    // Of another closing nobody has heard: how much would have to be looked at is told all the same.
    assert.deepEqual(Object.keys(JSON.parse((await world.lastPass(2_000, 1)).said)), ["is", "changed"]);
    world.fence(null);
    await until("the stage rules again", async () => (await world.ask("status")).said.includes("both ways"));
  });

  it("counts changes that nobody told of, too: killed before, it looks at everything first", async () => {
    const { v1, v2 } = world.apps;
    await world.killSync();
    await v2.hSet("job:unheard", JOB);
    world.fence(3_000);
    await world.startSync();
    assert.equal(JSON.parse((await world.lastPass(3_000, 20)).said).is, "done");
    assert.equal(await v1.hGet("offer:unheard", "titre"), JOB.title);
    world.fence(null);
  });

  it("freezes when a store comes up empty, deletes nothing, and fills it when it is told which one is right", async () => {
    const { v1, v2 } = world.apps;
    await world.emptyStore("v1");
    await until("it says so", async () =>
      (await world.ask("status")).said.includes("store-v1 came up without its history"),
    );
    assert.equal((await world.ask("status")).code, 2);
    const told = /^sync_frozen{cause="empty",store="store-v1",other="v2",reason=".*"} 1$/m;
    await until("its metrics say so, too", async () => told.test(await world.metrics()));
    await v1.hSet("offer:meanwhile", OFFER);
    await v2.hSet("job:meanwhile-2", JOB);
    assert.equal(await v2.exists("job:a-1"), 1);
    assert.equal(await v1.exists("offer:a-1"), 0);
    const { code, said } = await world.ask("unfreeze");
    assert.equal(code, 1);
    assert.match(said, /say whose data are right with --from v1 or --from v2; nothing was changed/);
    assert.equal((await world.ask("unfreeze", "--from", "v2")).code, 0);
    await until("V1 has its data again", async () => (await v1.exists("offer:a-969")) === 1);
    await until("both sides are equal", async () => (await world.ask("verify", "--full")).code === 0);
    assert.equal(await v1.exists("offer:doomed-1"), 0);
    assert.equal(await v1.exists("offer:meanwhile-2"), 1);
    assert.equal(await v2.exists("job:meanwhile"), 1);
  });
});
