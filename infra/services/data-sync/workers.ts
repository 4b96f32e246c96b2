import { setTimeout as pause } from "node:timers/promises";
import { DeadLetters } from "./dead-letters.ts";
import type { Direction } from "./direction.ts";
import { targetsOf } from "./direction.ts";
import type { DirtyKeys } from "./dirty-keys.ts";
import type { Feed, Pulse } from "./feed.ts";
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
/** Whoever was idle waits so long for more of the same moment: a store, and its apps, mind few calls less than many. */
const GATHER_MS = 10;
/** A document that changes or misleads so often under data-sync's hands is left to the next pass. */
const MOST_RETRIES = 20;

/** Looks at dirty documents, each worker at a partition of its own, until the signal; rejects when a store refuses. */
export async function startWorkers(options: WorkerOptions): Promise<void> {
  const letters = await DeadLetters.of(options.stores);
  options.metrics.dead.documents = () => letters.count;
  await Promise.all(Array.from({ length: options.workers }, (_, number) => work(number, options, letters)));
}

async function work(number: number, options: WorkerOptions, letters: DeadLetters): Promise<void> {
  const { dirty, session, stores, metrics, feed, allowsDeletes, signal } = options;
  const retries = new Map<string, number>();
  while (!signal.aborted) {
    const { mode, authority } = options.direction();
    // With nothing to be carried there is nothing to wait for.
    const pulses = number === 0 ? feed.takePulses(mode === "off") : [];
    const batch = mode === "off" ? [] : dirty.take(number, BATCH);
    if (batch.length === 0 && pulses.length === 0) {
      await dirty.added(IDLE_MS);
      await pause(GATHER_MS);
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
      await letters.settle(result);
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
