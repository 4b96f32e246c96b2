import { changeLine } from "./change-log.ts";
import type { Reach, StoreState } from "./history.ts";
import type { Loss, Situation, Write } from "./situation.ts";
import { encodeRecord } from "./sync-record.ts";
import type { Fields, Problem } from "./transform/types.ts";

/** What must hold for a call to be served: the store's history is the one that was judged. */
export interface Guard {
  readonly epoch: string;
  /** Token of the data-sync that judged it last; an older one may not go on. */
  readonly owner: string;
  /** The highest beat that this store acknowledged. */
  readonly floor: number;
}

/** Why a store refuses: its history is another or shorter one, another data-sync took over, or somebody froze it. */
export type Refused = { readonly ok: false; readonly why: "epoch" | "owner" | "behind" | "frozen" };

/** A beat and the moment of the store's own clock, ms since 1970. */
export interface Beat {
  readonly beat: number;
  readonly beatAt: number;
}

/** One key as it is stored. */
export interface Row {
  /** Why the document cannot be carried, where its fields were not even read. */
  readonly unfit?: Problem | null;
  /** True of a document that the answer had no room for: to be read again. The first of an answer never is. */
  readonly isLater?: boolean;
  readonly fields: Fields | null;
  /** ms since 1970; null for none */
  readonly expiresAt: number | null;
  /** Text of the record; null for none. */
  readonly record: string | null;
}

/** A change of one key with the record that goes with it. */
export interface KeyWrite {
  readonly key: string;
  readonly write: Write;
  /** Count of the record that must still lie there, 0 for none. */
  readonly count: number;
  /** Text of the new record; null removes it. */
  readonly record: string | null;
  /** Line of the change log; empty for none. */
  readonly log: string;
}

/**
 * A store as data-sync uses it. Every call is atomic in the store and beats its heart: the beat that it answers
 * with proves, as long as the store has it, that the store still has all that was read or written before.
 */
export interface SyncStore {
  read(keys: readonly string[], guard: Guard): Promise<(Beat & { ok: true; rows: Row[] }) | Refused>;
  /** For each key: true when done, false when what the write expects is no longer true. `seen` is the other store's. */
  write(
    writes: readonly KeyWrite[],
    guard: Guard,
    seen: Beat,
  ): Promise<(Beat & { ok: true; done: boolean[] }) | Refused>;
  /** Takes the store over from any other data-sync. */
  own(owner: string): Promise<void>;
  memory(): Promise<StoreMemory>;
  /** Names the store's history and what it lost, and never lets its beat fall behind. */
  begin(epoch: string, beat: number, loss: Loss): Promise<void>;
  /** Remembers the other store. */
  remember(other: Reach): Promise<void>;
  /** Writes nothing any more for this reason, until null is given. */
  freeze(reason: string | null): Promise<void>;
}

/** What a store knows of itself and of the other one. */
export interface StoreMemory {
  readonly own: StoreState;
  readonly other: Reach;
  /** Why nothing may be written; null when it may. */
  readonly frozen: string | null;
}

/** Records of deleted documents are kept this long, ms: longer than any session lives. */
export const TOMBSTONE_MS = 24 * 3600 * 1000;

/** The write with its record as text, and its line of the change log. `at` is what was read of both stores. */
export function keyWrite(key: string, write: Write, situation: Pick<Situation, "lens" | "at">): KeyWrite {
  const { side } = write;
  const record = write.record === null ? null : encodeRecord(write.record, side);
  const count = situation.at[side].record?.seen[side] ?? 0;
  return { key, write, count, record, log: changeLine(key, write, situation) };
}
