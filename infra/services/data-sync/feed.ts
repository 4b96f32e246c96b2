import type { DirtyKeys } from "./dirty-keys.ts";
import { SIDES } from "./lens.ts";
import { documentOf } from "./lenses.ts";
import { PULSE, type SideStore } from "./side-store.ts";
import type { Side } from "./transform/types.ts";

/** What both stores tell of their changes. */
export interface Feed {
  /** Listens to both stores from now on. */
  listen(): Promise<void>;
  /** Age of the newest heartbeat of a store that came through, seconds; null before the first. */
  readonly lagSeconds: (from: Side) => number | null;
  /** Stores that have sent a heartbeat which is not carried yet. */
  takePulses(): Side[];
  carried(from: Side, sentAt: number): void;
}

/** Turns changes that stores tell of into dirty keys. At most once: what is not told, a pass finds. */
export function startFeed(stores: Readonly<Record<Side, SideStore>>, dirty: Pick<DirtyKeys, "add">): Feed {
  const newest: Record<Side, number> = { v1: 0, v2: 0 };
  const pulses = new Set<Side>();
  const hear = (side: Side) => (key: string, event: string) => {
    if (key === PULSE) return void pulses.add(side);
    const document = documentOf(side, key);
    if (document === null || !("lens" in document)) return;
    dirty.add(document.keys.v1, event === "del" ? [side] : []);
  };
  return {
    async listen() {
      for (const side of SIDES) await stores[side].listen(hear(side));
    },
    lagSeconds: (from) => (newest[from] === 0 ? null : (Date.now() - newest[from]) / 1000),
    takePulses: () => {
      const taken = [...pulses];
      pulses.clear();
      return taken;
    },
    carried: (from, sentAt) => {
      newest[from] = sentAt;
    },
  };
}
