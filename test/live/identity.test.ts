import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type Granted, type Sessions, sessions } from "../../infra/services/identity/sessions.ts";
import { until } from "../support/until.ts";
import { type RealStores, startRealStores } from "./support/real-stores.ts";

describe("identity on two real stores with data-sync between them", () => {
  let world: RealStores;
  let all: Sessions;
  const time = { ahead: 0 };
  before(async () => {
    world = await startRealStores();
    await world.startSync();
    all = sessions(world.identity, "key", () => Date.now() + time.ahead);
    await until("both stores are up", async () => world.identity.every((store) => store.isUp()));
  });
  after(async () => {
    await all.close();
    await world.close();
  });

  const granted = async (granting: ReturnType<Sessions["open"]>): Promise<Granted> => {
    const found = await granting;
    assert.ok(found.is === "granted", found.is);
    return found;
  };

  it("bears a session in both stores at once, for a day, and nothing is a conflict", async () => {
    const { v1, v2 } = world.apps;
    const { id } = await granted(all.open("u1"));
    assert.equal(await v1.hGet(`session:${id}`, "candidat_id"), '"u1"');
    assert.equal(await v2.hGet(`session:${id}`, "candidate_id"), '"u1"');
    for (const app of [v1, v2]) assert.ok(Math.abs((await app.ttl(`session:${id}`)) - 86_400) < 5);
    await pause(500);
    assert.ok(!(await world.ask("status")).said.includes("conflict"), "the stores agree");
  });

  it("exchanges a session of V1 before data-sync has carried it, and what V1 kept in it comes after", async () => {
    const { v1, v2 } = world.apps;
    await world.killSync();
    await v1.hSet("session:born-1", { candidat_id: '"u2"', offres_vues: '["o1"]' });
    await v1.expire("session:born-1", 1_800);
    assert.equal((await granted(all.renew("born-1", null))).userId, "u2");
    assert.equal(await v2.hGet("session:born-1", "candidate_id"), '"u2"');
    await world.startSync();
    await until(
      "V2 has what V1 kept",
      async () => (await v2.hGet("session:born-1", "viewed_jobs")) === '["o1"]',
    );
    assert.equal(await v1.hGet("session:born-1", "offres_vues"), '["o1"]');
  });

  it("lets both sides slide: V1's short life does not end what V2 gave, nor the other way round", async () => {
    const { v1, v2 } = world.apps;
    const { id } = await granted(all.open("u3"));
    await v1.expire(`session:${id}`, 1_800);
    await until("V1 has the longer life back", async () => (await v1.ttl(`session:${id}`)) > 80_000);
    await v2.hSet("session:slide", { candidate_id: '"u3"' });
    for (let use = 0; use < 8; use++) {
      await (use % 2 === 0 ? v2 : v1).expire("session:slide", 2);
      await pause(500);
    }
    assert.deepEqual([await v1.exists("session:slide"), await v2.exists("session:slide")], [1, 1]);
  });

  it("rotates in both stores, never back and never to a shorter life", async () => {
    const { v1, v2 } = world.apps;
    const { id, refreshToken } = await granted(all.open("u4"));
    time.ahead = 60_000;
    const next = await granted(all.renew(id, refreshToken));
    time.ahead = 0;
    assert.match(next.refreshToken, /^2\./);
    for (const [app, field] of [
      [v1, "renouvellement"],
      [v2, "refresh"],
    ] as const)
      assert.match((await app.hGet(`session:${id}`, field)) ?? "", /^{"generation":2,/);
    const [one] = world.identity;
    const old = { userId: "u4", refresh: { generation: 1, at: 1 } };
    assert.equal(await one?.keep(id, old, Date.now() - 3_600_000, false), "kept");
    assert.match((await v1.hGet(`session:${id}`, "renouvellement")) ?? "", /^{"generation":2,/);
    assert.ok((await v1.ttl(`session:${id}`)) > 86_300);
  });

  it("signs out in both stores for good, whatever is asked and carried afterwards", async () => {
    const { v1, v2 } = world.apps;
    const ids = await Promise.all(Array.from({ length: 20 }, () => granted(all.open("u5"))));
    await Promise.all(
      ids.map(async ({ id, refreshToken }) => {
        const racing = [all.renew(id, refreshToken), all.renew(id, null)];
        await until("it is confirmed", async () => (await all.end(id)).length === 0);
        assert.deepEqual(await all.renew(id, refreshToken), { is: "signed-out" });
        await Promise.all(racing);
      }),
    );
    const alive = async () => {
      const found = await Promise.all(
        ids.flatMap(({ id }) => [v1.exists(`session:${id}`), v2.exists(`session:${id}`)]),
      );
      return found.reduce((sum, one) => sum + one, 0);
    };
    // What data-sync read just before may be written just after: no session any more, and gone at its next look.
    await until("no document is left", async () => (await alive()) === 0);
    await pause(2_000);
    assert.equal(await alive(), 0);
    for (const { id, refreshToken } of ids)
      assert.deepEqual(await all.renew(id, refreshToken), { is: "signed-out" });
  });

  it("may touch sessions and nothing else, and nobody may lift a sign-out", async () => {
    const { v1 } = world.apps;
    await assert.rejects(v1.del("revoked:x"), /NOPERM/);
    const [one] = world.identity;
    await assert.rejects(world.apps.v1.set("sync:x", "1"), /NOPERM/);
    assert.deepEqual(await one?.find("none"), { revoked: false, session: null });
  });

  it("makes a session again in a store that came up empty", async () => {
    const { id } = await granted(all.open("u6"));
    await world.emptyStore("v2");
    await until("V2's store is up", async () => world.identity[1]?.isUp() === true);
    assert.equal((await granted(all.renew(id, null))).userId, "u6");
    await until("V2 knows", async () => (await world.apps.v2.exists(`session:${id}`)) === 1);
  });
});
