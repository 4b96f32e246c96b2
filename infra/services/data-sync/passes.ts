import { setTimeout as pause } from "node:timers/promises";
import type { DirtyKeys } from "./dirty-keys.ts";
import { SIDES } from "./lens.ts";
import { documentOf } from "./lenses.ts";
import { recordedKey } from "./redis/redis-store.ts";
import type { SideStore } from "./side-store.ts";
import { StrayKeys, straysIn } from "./stray-keys.ts";
import type { SyncMetrics } from "./sync-metrics.ts";
import type { Side } from "./transform/types.ts";

/** Documents that may wait while a pass adds more. */
const ROOM = 5_000;
const BUSY_PAUSE_MS = 5;
/** Rests as many times as long as a step took, so that a pass takes a small share of stores and processor. */
const REST = { calm: 9, hurried: 0 } as const;

type PassStore = Pick<SideStore, "size" | "scan" | "missing" | "deadLetters" | "bury" | "unbury">;

/** What a pass is allowed, and whom it tells of what it finds. */
export interface PassOptions {
  readonly stores: Readonly<Record<Side, PassStore>>;
  readonly dirty: DirtyKeys;
  readonly metrics: SyncMetrics;
  readonly isHurried: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Makes every document of both stores dirty once, records without a document too, and waits until all were looked at.
 * Keys that no document can have become dead letters.
 */
export async function pass(options: PassOptions): Promise<void> {
  const { stores, dirty, metrics, signal } = options;
  const total = (await stores.v1.size()) + (await stores.v2.size());
  let looked = 0;
  for (const side of SIDES) {
    const strays = await StrayKeys.of(stores[side]);
    let cursor = "0";
    do {
      const began = performance.now();
      const page = await stores[side].scan(cursor);
      cursor = page.cursor;
      looked += page.keys.length;
      for (const key of await unseen(side, page.keys, stores)) dirty.add(key);
      for (const { key, problem } of straysIn(side, page.keys)) await strays.meet(key, problem);
      metrics.progress.set(Math.min(1, looked / Math.max(1, total)));
      while (dirty.size > ROOM) await pause(BUSY_PAUSE_MS, undefined, { signal });
      const rest = (performance.now() - began) * (options.isHurried() ? REST.hurried : REST.calm);
      await pause(rest, undefined, { signal });
    } while (cursor !== "0");
    metrics.dead.strays[side] = await strays.end();
  }
  const isLookedAt = dirty.mark();
  while (!isLookedAt()) await pause(BUSY_PAUSE_MS, undefined, { signal });
  metrics.progress.set(1);
  metrics.passes.inc();
}

/**
 * Documents to look at of what a step found: the documents of V1, and of everything else, which is V2's documents and
 * the records, those that V1 does not have.
 */
async function unseen(
  side: Side,
  found: readonly string[],
  stores: PassOptions["stores"],
): Promise<string[]> {
  const keys = { own: new Set<string>(), other: new Set<string>() };
  for (const key of found) {
    const recorded = recordedKey(key);
    const document = documentOf(side, recorded ?? key);
    if (document === null || !("lens" in document)) continue;
    const isOwn = side === "v1" && recorded === null;
    keys[isOwn ? "own" : "other"].add(document.keys.v1);
  }
  return [...keys.own, ...(await stores.v1.missing([...keys.other]))];
}
