import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type RealStores, startRealStores } from "./support/real-stores.ts";

describe("a store that is killed", () => {
  let world: RealStores;
  before(async () => {
    world = await startRealStores({ appendOnly: true });
  });
  after(() => world.close());

  it("comes back with everything that it acknowledged: single commands, transactions and scripts", async () => {
    const { v1 } = world.apps;
    await v1.hSet("offer:single", { titre: '"a"', competences: "[]" });
    await v1.multi().del("offer:put").hSet("offer:put", "titre", '"b"').exec();
    const script =
      "redis.call('HSET', KEYS[1], 'titre', ARGV[1]); redis.call('HSET', KEYS[1], 'langue', ARGV[1])";
    await v1.eval(script, { keys: ["offer:patch"], arguments: ['"c"'] });
    await world.killStore("v1");
    assert.equal(await v1.hGet("offer:single", "titre"), '"a"');
    assert.equal(await v1.hGet("offer:put", "titre"), '"b"');
    assert.deepEqual({ ...(await v1.hGetAll("offer:patch")) }, { titre: '"c"', langue: '"c"' });
  });

  it("lets nobody log in as the user with whose rights it reads its file", async () => {
    for (const password of ["", "default"])
      await assert.rejects(world.apps.v1.sendCommand(["AUTH", "default", password]), /WRONGPASS/);
  });
});
