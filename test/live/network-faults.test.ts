import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { until } from "../support/until.ts";
import { type StoresWorld, startStoresWorld } from "./support/stores-world.ts";

/** JSON texts in the quotes of redis-cli, behind those of printf. */
const OFFER = String.raw`titre "\\"Chef\\"" competences "[]"`;
const JOB = String.raw`title "\\"Job\\"" required_skills "[]"`;

describe("data-sync, to which the network of V2's store is cut", () => {
  let world: StoresWorld;
  before(async () => {
    world = await startStoresWorld("test-network");
    await until("it carries", async () => (await world.metrics()).includes("sync_connected 1\n"));
  });
  after(() => world.close());

  const has = (store: "store-v1" | "store-v2", key: string, count = "1") =>
    until(`${store} has ${count} ${key}`, async () => (await world.app(store, `exists ${key}`))[0] === count);
  const isUp = (value: number) =>
    until(`the series of StoreAway is ${value}`, async () =>
      (await world.metrics()).includes(`sync_store_up{store="store-v2"} ${value}\n`),
    );
  const areEqual = async () => {
    await isUp(1);
    await until("both sides are equal", async () =>
      / documents compared: .*\b0 not/.test(await world.sync("verify", "--full")),
    );
  };

  it("for a moment carries what was written meanwhile, both ways", async () => {
    await world.cut("store-v2");
    await world.app("store-v1", `hset offer:moment-1 ${OFFER}`);
    await world.app("store-v2", `hset job:moment-2 ${JOB}`);
    await world.mend("store-v2");
    await has("store-v2", "job:moment-1");
    await has("store-v1", "offer:moment-2");
    await areEqual();
  });

  it("for long tells that it is away, and carries writes and deletes of both sides when it is back", async () => {
    await world.app("store-v1", `hset offer:gone-1 ${OFFER}`, `hset offer:gone-2 ${OFFER}`);
    await has("store-v2", "job:gone-1 job:gone-2", "2");
    await world.cut("store-v2");
    await isUp(0);
    await world.app("store-v1", `hset offer:long-1 ${OFFER}`, "del offer:gone-1");
    await world.app("store-v2", `hset job:long-2 ${JOB}`, "del job:gone-2");
    assert.match(await world.sync("status"), /^store-v2 cannot be reached; .* \(SSM-STORE-AWAY\)/);
    await world.mend("store-v2");
    await has("store-v2", "job:long-1");
    await has("store-v1", "offer:long-2");
    await has("store-v2", "job:gone-1 job:gone-2", "0");
    await has("store-v1", "offer:gone-1 offer:gone-2", "0");
    await areEqual();
  });

  it("one way, so that the store hears and is not heard, gives the connection up and makes another", async () => {
    await world.part("store-v2").pause();
    const writes = Array.from({ length: 50 }, (_, id) => `hset offer:unheard-${id} ${OFFER}`);
    await world.app("store-v1", ...writes);
    await isUp(0);
    // What data-sync sent until then arrives now.
    await world.part("store-v2").unpause();
    await has("store-v2", Array.from({ length: 50 }, (_, id) => `job:unheard-${id}`).join(" "), "50");
    await areEqual();
  });
});
