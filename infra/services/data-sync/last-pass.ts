import { setTimeout as pause } from "node:timers/promises";
import type { ChangedKeys } from "./changed-keys.ts";
import type { DirtyKeys } from "./dirty-keys.ts";
import type { Fence } from "./fence.ts";
import { type Document, documentOf } from "./lenses.ts";
import { differing } from "./parity.ts";
import type { SideStore } from "./side-store.ts";
import type { SyncMetrics } from "./sync-metrics.ts";
import type { Side } from "./transform/types.ts";

/** What a last pass looks at, and whom it tells. */
export interface LastPassOptions {
  readonly stores: Readonly<Record<Side, SideStore>>;
  readonly fence: () => Fence | null;
  readonly dirty: DirtyKeys;
  readonly changed: ChangedKeys;
  readonly metrics: SyncMetrics;
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 100;
const BUSY_PAUSE_MS = 5;
/** Documents that V1's users change meanwhile differ for a moment; after so many looks one differs for good. */
const MOST_LOOKS = 50;

/** Whether a last pass waits for a pass over everything, because it is not known what changed. */
export function isAwaited({ fence, changed }: Pick<LastPassOptions, "fence" | "changed">): boolean {
  return (fence()?.closedAt ?? null) !== null && !changed.isWhole;
}

/** Whenever V2 was closed to its app: one last pass, and what came of it in the metrics. Until the signal. */
export async function lastPasses(options: LastPassOptions): Promise<void> {
  const { fence, signal } = options;
  let answered: number | null = null;
  while (!signal.aborted) {
    const closedAt = fence()?.closedAt ?? null;
    if (closedAt !== null && closedAt !== answered) await lastPass(closedAt, options);
    answered = closedAt;
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Compares every document that changed since the last complete pass; those that differ are carried, until none does. */
async function lastPass(closedAt: number, options: LastPassOptions): Promise<void> {
  const { stores, dirty, changed, metrics, signal } = options;
  const began = performance.now();
  const conflictsBefore = await conflictsOf(metrics);
  while (!changed.isWhole) await pause(LOOK_EVERY_MS, undefined, { signal });
  const documents = changed.all().flatMap(documentAt);
  const sessions = documents.filter(({ lens }) => lens.name === "session");
  const dead = new Set<string>();
  const differed = new Set<string>();
  let left = documents;
  for (let looks = 0; left.length > 0 && looks < MOST_LOOKS; looks++) {
    const found = await differing(left, stores);
    for (const { difference } of found) if (difference.repair !== "retry") dead.add(difference.key);
    left = found.filter(({ difference }) => difference.repair === "retry").map(({ document }) => document);
    for (const { keys } of left) {
      differed.add(keys.v1);
      dirty.add(keys.v1);
    }
    while (dirty.size > 0) await pause(BUSY_PAUSE_MS, undefined, { signal });
    if (left.length > 0) await pause(LOOK_EVERY_MS, undefined, { signal });
  }
  const told = {
    documents: documents.length,
    sessions: sessions.length,
    replayed: differed.size - left.length,
    left: left.length,
    dead_letters: dead.size,
    conflicts: (await conflictsOf(metrics)) - conflictsBefore,
    seconds: (performance.now() - began) / 1000,
    // Last: who finds it finds the others too.
    closed_at: closedAt,
  };
  for (const [what, value] of Object.entries(told)) metrics.lastPass.set({ what }, value);
}

function documentAt(key: string): Document[] {
  const document = documentOf("v1", key);
  return document !== null && "lens" in document ? [document] : [];
}

async function conflictsOf({ conflicts }: SyncMetrics): Promise<number> {
  return (await conflicts.get()).values.reduce((sum, { value }) => sum + value, 0);
}
