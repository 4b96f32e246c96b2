import type { Agreement } from "./agreement.ts";
import type { Lens } from "./lens.ts";
import type { SyncRecord } from "./sync-record.ts";
import { type Fields, otherSide, type Problem, type Side } from "./transform/types.ts";

/** Beats that a store acknowledged and came back without: after `from`, up to `to`. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** What a store lost. */
export interface Loss {
  /** The newest loss, until every key was looked at. */
  readonly gap: Gap | null;
  /** Beats up to this one prove nothing any more: they are older than a loss that was looked through. */
  readonly horizon: number;
}
export const NO_LOSS: Loss = { gap: null, horizon: 0 };

/** One key as one read of its store found it. */
export interface View {
  readonly fields: Fields | null;
  /** ms since 1970; null for none */
  readonly expiresAt: number | null;
  readonly record: SyncRecord | null;
  /** The store's beat that this read made. */
  readonly beat: number;
  readonly loss: Loss;
  /** The store told of a delete of this key since the last decision. */
  readonly deleted: boolean;
}

/** Everything a decision is made of. */
export interface Situation {
  readonly lens: Lens;
  readonly at: Readonly<Record<Side, View>>;
  /** Who wins where both sides changed the same field. */
  readonly authority: Side;
  /** ms since 1970 */
  readonly now: number;
}

/** A value that is overwritten or removed although it was never carried; it is kept in the conflict log. */
export interface Conflict {
  /** Field of the losing side; null for the whole document. */
  readonly field: string | null;
  readonly side: Side;
  /** JSON texts; null for no value. */
  readonly lost: string | null;
  readonly kept: string | null;
  readonly why: string;
}

/** A change of one key in one store, made only when what it expects is still true. */
export interface Write {
  readonly do: "create" | "change" | "delete" | "note" | "forget";
  readonly side: Side;
  /** Texts that must still stand there, null for no field: of a deleted document all, else of what is changed. */
  readonly expect: Readonly<Record<string, string | null>>;
  readonly set: Fields;
  readonly remove: readonly string[];
  /** New end of life, ms since 1970; null for none. */
  readonly expiresAt: number | null;
  /** Written with it; null removes it. */
  readonly record: SyncRecord | null;
  readonly conflicts: readonly Conflict[];
}

/** What to do about one key now. After a write it is decided again, until there is nothing to do. */
export type Decision =
  | { readonly do: "nothing" }
  /** One view is older than the record: read again. */
  | { readonly do: "again" }
  | Write
  /** The document of `side` cannot be carried. */
  | { readonly do: "reject"; readonly side: Side; readonly problems: readonly Problem[] };

export const NOTHING: Decision = { do: "nothing" };

/**
 * Whether the store lost the state of the key that the agreement tells of: then what it holds now is old, and its
 * difference from the agreement no change. A store never lost what its own record tells.
 */
export function lostIt(side: Side, { record, store }: Agreement, at: Situation["at"]): boolean {
  const {
    loss: { gap },
    record: own,
  } = at[side];
  if (gap === null || store !== otherSide(side)) return false;
  return isIn(gap, record.beat) || record.seen[side] > (own?.seen[side] ?? 0);
}

/** Whether the store, which has this loss, still has all that it had at the beat. */
export function stillHas({ gap, horizon }: Loss, beat: number): boolean {
  return beat > horizon && !(gap !== null && isIn(gap, beat));
}

function isIn({ from, to }: Gap, beat: number): boolean {
  return beat > from && beat <= to;
}
