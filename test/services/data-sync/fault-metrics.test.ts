import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Registry } from "prom-client";
import { attach } from "../../../infra/services/data-sync/attach.ts";
import { faultMetrics, offBy } from "../../../infra/services/data-sync/fault-metrics.ts";
import { memorySides } from "./support/memory-side.ts";

/** Both stores, what is told of them, and the lines that Prometheus reads of one metric. */
function begin() {
  const registry = new Registry();
  const stores = memorySides();
  const faults = faultMetrics(registry, stores);
  const lines = async (name: string) =>
    (await registry.metrics()).split("\n").filter((line) => line.startsWith(name));
  return { stores, faults, lines };
}

describe("what stands in data-sync's way", () => {
  it("is told with the store that came up empty, the other one and the words for people", async () => {
    const { stores, faults, lines } = begin();
    const makeId = () => "id";
    await attach(stores, makeId);
    stores.v1.flush();
    await stores.v2.freeze("a look first");
    const attached = await attach(stores, makeId);
    assert.ok(!attached.ok);
    faults.freeze(attached.freezes);
    assert.deepEqual(await lines("sync_frozen"), [
      'sync_frozen{cause="empty",store="store-v1",other="v2",reason="store-v1 came up without its history: it is empty, or another store"} 1',
      'sync_frozen{cause="told",reason="a look first"} 1',
    ]);
    faults.freeze([]);
    assert.deepEqual(await lines("sync_frozen"), []);
  });

  it("is a store that is away, and one that takes no writes with its word for why", async () => {
    const { stores, lines } = begin();
    stores.v2.up = false;
    stores.v1.refused = "OOM";
    assert.deepEqual(await lines("sync_store_"), [
      'sync_store_up{store="store-v1"} 1',
      'sync_store_up{store="store-v2"} 0',
      'sync_store_refuses{store="store-v1",code="OOM"} 1',
    ]);
    stores.v1.refused = null;
    assert.deepEqual(await lines("sync_store_refuses"), []);
  });

  it("is what a store lost, until it is looked through", async () => {
    const { faults, lines } = begin();
    faults.lost("v1", true);
    faults.lost("v2", false);
    assert.deepEqual(await lines("sync_store_gap"), [
      'sync_store_gap{store="store-v1"} 1',
      'sync_store_gap{store="store-v2"} 0',
    ]);
  });

  it("is a clock that is off, its own measured by the time since it started", async () => {
    const { faults, lines } = begin();
    faults.sawClock("v2", 5_000, 1_000, 1_500);
    const [own, store] = await lines("sync_clock_seconds");
    assert.equal(own, 'sync_clock_seconds{clock="store-v2"} 3.5');
    const off = Number(/^sync_clock_seconds\{clock="data-sync"\} (.*)$/.exec(store ?? "")?.[1]);
    assert.ok(Math.abs(off) < 1, store);
  });
});

describe("a clock's moment", () => {
  it("is not off when it lies between question and answer, however long that takes", () => {
    assert.deepEqual([offBy(1_000, 1_000, 9_000), offBy(9_000, 1_000, 9_000)], [0, 0]);
  });

  it("is off by what lies outside", () => {
    assert.deepEqual([offBy(500, 1_000, 1_010), offBy(2_010, 1_000, 1_010)], [-0.5, 1]);
  });
});
