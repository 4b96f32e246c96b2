import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { SIDES } from "./lens.ts";
import type { Side } from "./transform/types.ts";
import type { Counts } from "./verify.ts";

/** What data-sync tells Prometheus of its work. Directions are named by the store that a change comes from. */
export function syncMetrics(
  registry: Registry,
  dirtyKeys: () => number,
  changedKeys: () => number,
  lagSeconds: (from: Side) => number | null,
) {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  new Gauge({
    name: "sync_dirty_keys",
    help: "documents to look at",
    registers,
    collect() {
      this.set(dirtyKeys());
    },
  });
  new Gauge({
    name: "sync_changed_keys",
    help: "documents that changed since the last complete pass began",
    registers,
    collect() {
      this.set(changedKeys());
    },
  });
  new Gauge({
    name: "sync_lag_seconds",
    help: "age of the newest heartbeat that came through",
    labelNames: ["from"],
    registers,
    collect() {
      for (const from of ["v1", "v2"] as const) {
        const lag = lagSeconds(from);
        if (lag !== null) this.set({ from }, lag);
      }
    },
  });
  const conflicts = counter(
    "sync_conflicts_total",
    "values that lost and are kept in the conflict log",
    "to",
  );
  // The first one must be seen to have come after none.
  for (const to of SIDES) conflicts.inc({ to }, 0);
  const parity: { sample: Counts | null } = { sample: null };
  const sampled = (name: string, help: string, value: (sample: Counts) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        // A value that nobody measured would be taken for a measured one.
        if (parity.sample === null) this.remove();
        else this.set(value(parity.sample));
      },
    });
  sampled(
    "sync_parity_documents",
    "documents that were compared last, by chance",
    ({ compared }) => compared,
  );
  sampled("sync_parity_ratio", "share of them that both stores have equal", ({ compared, different }) =>
    compared === 0 ? 1 : (compared - different) / compared,
  );
  const dead = { documents: (): number => 0, strays: { v1: 0, v2: 0 } };
  new Gauge({
    name: "sync_dead_letters",
    help: "documents that cannot be carried as they are, and keys that no document can have",
    registers,
    collect() {
      this.set(dead.documents() + dead.strays.v1 + dead.strays.v2);
    },
  });
  return {
    parity,
    /** What the newest look at each document and the newest walk over each store left. */
    dead,
    delay: new Histogram({
      name: "sync_delay_seconds",
      help: "how long a heartbeat took from store to store, behind all documents that were told of before it",
      labelNames: ["from"],
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    }),
    applied: counter("sync_applied_total", "writes made in a store", "to", "do"),
    conflicts,
    echoes: counter("sync_echoes_total", "looks at a document that found nothing to do"),
    stale: counter("sync_stale_total", "writes that were not made because the document had changed"),
    rejected: counter("sync_rejected_total", "documents that could not be carried", "from"),
    progress: gauge("sync_pass_ratio", "how much of the current pass over both stores is done"),
    passes: counter("sync_passes_total", "complete passes over both stores"),
    lastPass: new Gauge({
      name: "sync_last_pass",
      help: "what came of the pass after V2 was closed to its app",
      labelNames: ["what"],
      registers,
    }),
    epoch: new Gauge({
      name: "sync_epoch_info",
      help: "1 for the history that each store has",
      labelNames: ["store", "epoch"],
      registers,
    }),
  };
}

export type SyncMetrics = ReturnType<typeof syncMetrics>;
