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
  /** Heartbeats before which nothing waits any more; `all` also those before which something does. */
  takePulses(all: boolean): Pulse[];
  carried(from: Side, sentAt: number): void;
}

/** A heartbeat of a store. */
export interface Pulse {
  readonly from: Side;
  /** Milliseconds since 1970; null when its store went away meanwhile. */
  readonly sentAt: Promise<number | null>;
}

/** A heartbeat that waits until all that was told before it has been looked at. */
interface Waiting {
  readonly sentAt: Pulse["sentAt"];
  readonly isNext: () => boolean;
}

/** Turns changes that stores tell of into dirty keys. At most once: what is not told, a pass finds. */
export function startFeed(
  stores: Readonly<Record<Side, SideStore>>,
  dirty: Pick<DirtyKeys, "add" | "mark">,
): Feed {
  const newest: Record<Side, number> = { v1: 0, v2: 0 };
  const pulses = new Map<Side, Waiting>();
  const hearPulse = (side: Side) => {
    // One at a time: those that come while it waits would tell of less.
    if (pulses.has(side)) return;
    const sentAt = stores[side].pulseSent().catch(() => null);
    pulses.set(side, { sentAt, isNext: dirty.mark() });
  };
  const hear = (side: Side) => (key: string, event: string) => {
    if (key === PULSE) return hearPulse(side);
    const document = documentOf(side, key);
    if (document === null || !("lens" in document)) return;
    dirty.add(document.keys.v1, event === "del" ? [side] : []);
  };
  return {
    async listen() {
      for (const side of SIDES) await stores[side].listen(hear(side));
    },
    lagSeconds: (from) => (newest[from] === 0 ? null : (Date.now() - newest[from]) / 1000),
    takePulses: (all) => {
      const taken = [...pulses].filter(([, { isNext }]) => all || isNext());
      for (const [side] of taken) pulses.delete(side);
      return taken.map(([from, { sentAt }]) => ({ from, sentAt }));
    },
    carried: (from, sentAt) => {
      newest[from] = sentAt;
    },
  };
}
