import type { Direction } from "./direction.ts";
import { targetsOf } from "./direction.ts";
import type { DirtyKeys } from "./dirty-keys.ts";
import type { Feed, Pulse } from "./feed.ts";
import { SIDES } from "./lens.ts";
import { documentOf } from "./lenses.ts";
import { type RoundResult, round, type Session } from "./round.ts";
import type { SideStore } from "./side-store.ts";
import type { SyncMetrics } from "./sync-metrics.ts";
import type { Side } from "./transform/types.ts";

/** What the workers work with. */
export interface WorkerOptions {
  readonly stores: Readonly<Record<Side, SideStore>>;
  readonly direction: () => Direction;
  readonly workers: number;
  readonly dirty: DirtyKeys;
  readonly metrics: SyncMetrics;
  readonly feed: Feed;
  readonly session: Session;
  readonly allowsDeletes: (count: number) => boolean;
  readonly signal: AbortSignal;
}

/** Keys of one call: more would keep a store busy for longer than other clients should wait. */
const BATCH = 50;
const IDLE_MS = 20;
/** A document that changes or misleads so often under data-sync's hands is left to the next pass. */
const MOST_RETRIES = 20;

/** Looks at dirty documents, each worker at a partition of its own, until the signal; rejects when a store refuses. */
export async function startWorkers(options: WorkerOptions): Promise<void> {
  const dead = await deadKeys(options.stores);
  options.metrics.deadLetters.set(dead.size);
  await Promise.all(Array.from({ length: options.workers }, (_, number) => work(number, options, dead)));
}

async function work(number: number, options: WorkerOptions, dead: Map<string, Side>): Promise<void> {
  const { dirty, session, stores, metrics, feed, allowsDeletes, signal } = options;
  const retries = new Map<string, number>();
  while (!signal.aborted) {
    const { mode, authority } = options.direction();
    // With nothing to be carried there is nothing to wait for.
    const pulses = number === 0 ? feed.takePulses(mode === "off") : [];
    const batch = mode === "off" ? [] : dirty.take(number, BATCH);
    if (batch.length === 0 && pulses.length === 0) {
      await dirty.added(IDLE_MS);
      continue;
    }
    try {
      const result = await round(batch, session, {
        stores,
        authority,
        targets: targetsOf(mode),
        allowsDeletes,
      });
      count(result, metrics);
      retry(result, dirty, retries);
      await settleLetters(result, stores, dead, metrics);
    } catch (error) {
      // What was taken is looked at again after the restart.
      for (const { key, deleted } of batch) dirty.add(key, deleted);
      throw error;
    } finally {
      dirty.looked(number, batch.length);
    }
    for (const pulse of pulses) await carryPulse(pulse, options);
  }
}

async function carryPulse({ from, sentAt }: Pulse, { feed, metrics }: WorkerOptions): Promise<void> {
  const at = await sentAt;
  if (at === null) return;
  feed.carried(from, at);
  metrics.delay.observe({ from }, (Date.now() - at) / 1000);
}

function count({ applied, settled, again, rejected }: RoundResult, metrics: SyncMetrics): void {
  for (const { write } of applied) {
    metrics.applied.inc({ to: write.side, do: write.do });
    if (write.conflicts.length > 0) metrics.conflicts.inc({ to: write.side }, write.conflicts.length);
  }
  metrics.echoes.inc(settled.length);
  metrics.stale.inc(again.filter(({ stale }) => stale).length);
  for (const { side } of rejected) metrics.rejected.inc({ from: side });
}

function retry({ again }: RoundResult, dirty: DirtyKeys, retries: Map<string, number>): void {
  for (const { key, deleted, stale } of again) {
    const times = stale ? (retries.get(key) ?? 0) + 1 : 0;
    if (times === 0 || times > MOST_RETRIES) retries.delete(key);
    else retries.set(key, times);
    if (times <= MOST_RETRIES) dirty.add(key, deleted);
  }
}

/** Documents that could not be carried are kept with their reasons beside the document; those that now can are not. */
async function settleLetters(
  { rejected, applied, settled }: RoundResult,
  stores: WorkerOptions["stores"],
  dead: Map<string, Side>,
  metrics: SyncMetrics,
): Promise<void> {
  for (const { key, side, problems } of rejected) {
    dead.set(key, side);
    await stores[side].bury(keyOn(side, key), { problems, at: Date.now() });
  }
  if (dead.size === 0) return;
  for (const key of [...settled, ...applied.map((one) => one.key)]) {
    const side = dead.get(key);
    if (side === undefined) continue;
    dead.delete(key);
    await stores[side].unbury(keyOn(side, key));
  }
  metrics.deadLetters.set(dead.size);
}

async function deadKeys(stores: WorkerOptions["stores"]): Promise<Map<string, Side>> {
  const dead = new Map<string, Side>();
  for (const side of SIDES)
    for (const key of await stores[side].deadLetters()) {
      const document = documentOf(side, key);
      if (document !== null && "lens" in document) dead.set(document.keys.v1, side);
    }
  return dead;
}

function keyOn(side: Side, key: string): string {
  const document = documentOf("v1", key);
  return document !== null && "lens" in document ? document.keys[side] : key;
}
