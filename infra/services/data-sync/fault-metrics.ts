import { Counter, Gauge, type Registry } from "prom-client";
import type { Freeze } from "./attach.ts";
import { SIDES } from "./lens.ts";
import type { SideStore } from "./side-store.ts";
import { otherSide, type Side } from "./transform/types.ts";

/** What data-sync tells Prometheus of what stands in its way. Stores are called `store-v1` and `store-v2`. */
export function faultMetrics(
  registry: Registry,
  stores: Readonly<Record<Side, Pick<SideStore, "isUp" | "refusedWith">>>,
) {
  const registers = [registry];
  const frozen = new Gauge({
    name: "sync_frozen",
    help: "1 while nothing is written: the cause, the store that is wrong, the other one, and why in words",
    labelNames: ["cause", "store", "other", "reason"],
    registers,
  });
  const gap = new Gauge({
    name: "sync_store_gap",
    help: "1 while what a store lost is not looked through yet",
    labelNames: ["store"],
    registers,
  });
  const clock = new Gauge({
    name: "sync_clock_seconds",
    help: "how far a clock is off: a store's from data-sync's, data-sync's from the time since it started",
    labelNames: ["clock"],
    registers,
    collect() {
      this.set({ clock: "data-sync" }, (Date.now() - performance.timeOrigin - performance.now()) / 1000);
    },
  });
  tellStores(registry, stores);
  return {
    /** While both stores are there and judged. */
    connected: new Gauge({
      name: "sync_connected",
      help: "1 while both stores are there and judged",
      registers,
    }),
    connections: new Counter({
      name: "sync_connections_total",
      help: "times that both stores were taken over",
      registers,
    }),
    /** All that keeps data-sync from writing; none of it any more when there is nothing. */
    freeze(freezes: readonly Freeze[]): void {
      frozen.reset();
      for (const { cause, side, reason } of freezes)
        frozen.set({ cause, ...(side && { store: `store-${side}`, other: otherSide(side) }), reason }, 1);
    },
    lost: (side: Side, isLost: boolean) => gap.set({ store: `store-${side}` }, isLost ? 1 : 0),
    sawClock: (side: Side, at: number, asked: number, answered: number) =>
      clock.set({ clock: `store-${side}` }, offBy(at, asked, answered)),
  };
}

export type FaultMetrics = ReturnType<typeof faultMetrics>;

/** Seconds that a moment lies before or after a span, all in ms: 0 within, so that a slow answer is no wrong clock. */
export function offBy(at: number, from: number, to: number): number {
  return (Math.min(0, at - from) + Math.max(0, at - to)) / 1000;
}

function tellStores(
  registry: Registry,
  stores: Readonly<Record<Side, Pick<SideStore, "isUp" | "refusedWith">>>,
): void {
  new Gauge({
    name: "sync_store_up",
    help: "1 while a store can be reached",
    labelNames: ["store"],
    registers: [registry],
    collect() {
      for (const side of SIDES) this.set({ store: `store-${side}` }, stores[side].isUp() ? 1 : 0);
    },
  });
  new Gauge({
    name: "sync_store_refuses",
    help: "1 while a store answers and takes no writes, with its own word for why",
    labelNames: ["store", "code"],
    registers: [registry],
    collect() {
      this.reset();
      for (const side of SIDES) {
        const code = stores[side].refusedWith();
        if (code !== null) this.set({ store: `store-${side}`, code }, 1);
      }
    },
  });
}
