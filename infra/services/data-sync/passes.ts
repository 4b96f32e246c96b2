import { setTimeout as pause } from "node:timers/promises";
import type { DirtyKeys } from "./dirty-keys.ts";
import { SIDES } from "./lens.ts";
import { documentOf } from "./lenses.ts";
import { recordedKey } from "./redis/redis-store.ts";
import type { SideStore } from "./side-store.ts";
import { StrayKeys, straysIn } from "./stray-keys.ts";
import type { SyncMetrics } from "./sync-metrics.ts";
import type { Side } from "./transform/types.ts";

/** Documents that may wait while a pass in a hurry adds more. */
const ROOM = 5_000;
/** Documents that a calm pass looks at in one go: what apps write meanwhile waits for no more than these. */
const FEW = 200;
/** A calm pass rests as many times as long as it was at work, so that stores and processor are others' most of the time. */
const REST = 4;
const BUSY_PAUSE_MS = 5;

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
  const { stores, metrics, signal } = options;
  const gently = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const began = performance.now();
    const result = await work();
    if (!options.isHurried()) await pause((performance.now() - began) * REST, undefined, { signal });
    return result;
  };
  const total = (await stores.v1.size()) + (await stores.v2.size());
  let looked = 0;
  for (const side of SIDES) {
    const strays = await StrayKeys.of(stores[side]);
    let cursor = "0";
    do {
      const { page, found } = await gently(async () => {
        const page = await stores[side].scan(cursor);
        return { page, found: await unseen(side, page.keys, stores) };
      });
      for (let at = 0; at < found.length; at += FEW)
        await gently(() => lookAt(found.slice(at, at + FEW), options));
      for (const { key, problem } of straysIn(side, page.keys)) await strays.meet(key, problem);
      cursor = page.cursor;
      looked += page.keys.length;
      metrics.progress.set(Math.min(1, looked / Math.max(1, total)));
    } while (cursor !== "0");
    metrics.dead.strays[side] = await strays.end();
  }
  await lookedAt(options);
  metrics.progress.set(1);
  metrics.passes.inc();
}

/** Makes documents dirty; waits until they were looked at, in a hurry only until there is room for more. */
async function lookAt(keys: readonly string[], options: PassOptions): Promise<void> {
  const { dirty, isHurried, signal } = options;
  const left = keys.filter((key) => !dirty.offer(key));
  if (left.length > 0 || !isHurried()) await lookedAt(options);
  while (dirty.size > ROOM) await pause(BUSY_PAUSE_MS, undefined, { signal });
  if (left.length > 0) await lookAt(left, options);
}

async function lookedAt({ dirty, signal }: PassOptions): Promise<void> {
  const isLookedAt = dirty.mark();
  while (!isLookedAt()) await pause(BUSY_PAUSE_MS, undefined, { signal });
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
