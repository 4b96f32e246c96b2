import type { Loss } from "./situation.ts";

/** How far a store's history reaches, as somebody knows it. */
export interface Reach {
  /** Random name of the store's history; null when it has none: it is new, or came up empty. */
  readonly epoch: string | null;
  /** Counts the calls of data-sync that the store acknowledged. */
  readonly beat: number;
  /** When it did so last, ms of the store's own clock. */
  readonly beatAt: number;
}

/** What a store says about itself. What it lost stands beside its beat, so that neither is lost without the other. */
export interface StoreState extends Reach {
  readonly loss: Loss;
}

/** Whether the store still has the history that data-sync relies on. */
export type Judgement =
  | { readonly is: "new" }
  | { readonly is: "whole"; readonly loss: Loss }
  /** It lost its last moments: its differences from the other side are old, unless proven new. */
  | { readonly is: "shortened"; readonly loss: Loss; readonly lostMs: number }
  | { readonly is: "broken"; readonly cause: Broken; readonly reason: string };

/** How a store's history broke. */
export type Broken = "empty" | "replaced" | "went-back";

/** A loss of power takes at most one second of a store's history, more than this somebody restored. */
export const LONGEST_TAIL_MS = 5_000;

/** Judges a store that has just been connected by what the other store remembers of it. */
export function judgeHistory(store: string, state: StoreState, remembered: Reach): Judgement {
  if (remembered.epoch === null)
    return state.epoch === null ? { is: "new" } : { is: "whole", loss: state.loss };
  if (state.epoch === null)
    return broken("empty", `${store} came up without its history: it is empty, or another store`);
  if (state.epoch !== remembered.epoch)
    return broken("replaced", `${store} has another history than before: it was restored or replaced`);
  if (state.beat >= remembered.beat) return { is: "whole", loss: state.loss };
  const lostMs = Math.max(0, remembered.beatAt - state.beatAt);
  if (lostMs > LONGEST_TAIL_MS) {
    const seconds = Math.round(lostMs / 1000);
    return broken("went-back", `${store} went back by ${seconds} s: an older copy was restored`);
  }
  const { gap, horizon } = state.loss;
  const from = Math.min(state.beat, gap?.from ?? state.beat);
  return { is: "shortened", loss: { gap: { from, to: remembered.beat }, horizon }, lostMs };
}

function broken(cause: Broken, reason: string): Judgement {
  return { is: "broken", cause, reason };
}
