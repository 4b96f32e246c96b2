import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Registry } from "prom-client";
import { DirtyKeys } from "../../../infra/services/data-sync/dirty-keys.ts";
import { type PassOptions, pass } from "../../../infra/services/data-sync/passes.ts";
import { strayName } from "../../../infra/services/data-sync/stray-keys.ts";
import { syncMetrics } from "../../../infra/services/data-sync/sync-metrics.ts";

/** Two stores with these keys, so many of them in each step. */
function passing(keys: { readonly v1: readonly string[]; readonly v2: readonly string[] }, step = 2) {
  const buried: string[] = [];
  const walked = (own: readonly string[]) => ({
    size: async () => own.length,
    scan: async (cursor: string) => {
      const from = Number(cursor);
      const next = from + step;
      return { cursor: next < own.length ? String(next) : "0", keys: own.slice(from, next) };
    },
    missing: async (wanted: readonly string[]) => wanted.filter((key) => !own.includes(key)),
    async *deadLetters() {},
    bury: async (name: string) => void buried.push(name),
    unbury: async () => undefined,
  });
  const dirty = new DirtyKeys(1, 1_000);
  const registry = new Registry();
  const metrics = syncMetrics(
    registry,
    () => dirty.size,
    () => 0,
    () => null,
  );
  const closing = new AbortController();
  const stores = { v1: walked(keys.v1), v2: walked(keys.v2) };
  const options: PassOptions = { stores, dirty, metrics, isHurried: () => true, signal: closing.signal };
  return { options, dirty, registry, closing, buried };
}

describe("a pass", () => {
  const keys = {
    v1: ["offer:1", "offer:2", "sync:state", "sync:record:offer:2", "sync:record:offer:gone"],
    v2: ["job:2", "job:3", "sync:record:job:1", "sync:record:job:gone-too", "algo:x"],
  };

  it("makes every document dirty once, also those that only V2 has and those that only a record tells of", async () => {
    const { options, dirty, registry } = passing(keys);
    const passed = pass(options);
    const seen: string[] = [];
    const looking = setInterval(() => {
      const taken = dirty.take(0, 10);
      seen.push(...taken.map(({ key }) => key));
      dirty.looked(0, taken.length);
    }, 1);
    await passed;
    clearInterval(looking);
    assert.deepEqual(seen.toSorted(), ["offer:1", "offer:2", "offer:3", "offer:gone", "offer:gone-too"]);
    assert.match(await registry.metrics(), /^sync_passes_total 1$/m);
    assert.match(await registry.metrics(), /^sync_pass_ratio 1$/m);
  });

  it("is over only when all of them were looked at", async () => {
    const { options, dirty } = passing(keys);
    let isOver = false;
    const passed = pass(options).then(() => {
      isOver = true;
    });
    while (dirty.size < 5) await new Promise((resolve) => setTimeout(resolve, 1));
    const taken = dirty.take(0, 10);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(isOver, false);
    dirty.looked(0, taken.length);
    await passed;
  });

  it("lets a few documents at a time wait before what apps write, unless it is in a hurry", async () => {
    const many = { v1: Array.from({ length: 400 }, (_, id) => `offer:${id}`), v2: [] };
    for (const [isHurried, most] of [
      [false, 200],
      [true, 400],
    ] as const) {
      const { options, dirty } = passing(many, 400);
      let waited = 0;
      const looking = setInterval(() => {
        waited = Math.max(waited, dirty.size);
        dirty.looked(0, dirty.take(0, 1_000).length);
      }, 1);
      await pass({ ...options, isHurried: () => isHurried });
      clearInterval(looking);
      assert.equal(waited, most);
    }
  });

  it("looks at everything however little room there is, and asks for no further pass", async () => {
    const many = { v1: Array.from({ length: 400 }, (_, id) => `offer:${id}`), v2: [] };
    for (const isHurried of [false, true]) {
      const { options } = passing(many, 400);
      const dirty = new DirtyKeys(1, 7);
      const seen = new Set<string>();
      const looking = setInterval(() => {
        const taken = dirty.take(0, 1_000);
        for (const { key } of taken) seen.add(key);
        dirty.looked(0, taken.length);
      }, 1);
      await pass({ ...options, dirty, isHurried: () => isHurried });
      clearInterval(looking);
      assert.deepEqual([seen.size, dirty.takeOverflow()], [400, false]);
    }
  });

  it("makes dead letters of keys that no document can have, on either side, and counts them", async () => {
    const long = `job:${"x".repeat(257)}`;
    const { options, registry, buried } = passing({
      v1: ["offer:", "sync:record:offer:"],
      v2: [long, "algo:"],
    });
    await pass(options);
    assert.deepEqual(buried, ["offer:", long].map(strayName));
    assert.match(await registry.metrics(), /^sync_dead_letters 2$/m);
  });

  it("ends at once when data-sync stops", async () => {
    const { options, closing } = passing(keys);
    const passed = pass(options);
    closing.abort();
    await assert.rejects(passed, { name: "AbortError" });
  });
});
