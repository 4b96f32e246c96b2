import { SIDES } from "./lens.ts";
import { ABSENT, isSamePair, type Pair, type SyncRecord, UNKNOWN } from "./sync-record.ts";
import { nothingRemembered, otherSide, type Side } from "./transform/types.ts";

/** What is known of the last agreement about a key. */
export interface Agreement {
  readonly record: SyncRecord;
  /** The store it lies in; null when two records were written at the same time and only what they share counts. */
  readonly store: Side | null;
}

/** The records of a key, each as its own store holds it. */
export type Records = Readonly<Record<Side, SyncRecord | null>>;

/**
 * The newer of the two records: the one whose writer knew the other. When neither writer knew the other, what
 * both say alike; a pair that they tell differently counts as never agreed.
 */
export function agreementOf(records: Records): Agreement | null {
  const { v1, v2 } = records;
  if (v1 === null && v2 === null) return null;
  const known = SIDES.filter((side) => {
    const own = records[side];
    const other = records[otherSide(side)];
    return own !== null && own.seen[otherSide(side)] >= (other?.seen[otherSide(side)] ?? 0);
  });
  const [first] = known;
  if (v1 !== null && v2 !== null && known.length !== 1)
    return known.length === 2 ? later(v1, v2) : shared(v1, v2);
  const record = first === undefined ? (v1 ?? v2) : records[first];
  return record === null ? null : { record, store: record === v1 ? "v1" : "v2" };
}

/** The counts of the next record, written in `store`: newer than everything that is known. */
export function nextSeen(records: Records, store: Side): SyncRecord["seen"] {
  const newest = (side: Side) => Math.max(records.v1?.seen[side] ?? 0, records.v2?.seen[side] ?? 0);
  const seen = { v1: newest("v1"), v2: newest("v2") };
  return { ...seen, [store]: seen[store] + 1 };
}

function later(v1: SyncRecord, v2: SyncRecord): Agreement {
  const sum = ({ seen }: SyncRecord) => seen.v1 + seen.v2;
  return sum(v1) > sum(v2) ? { record: v1, store: "v1" } : { record: v2, store: "v2" };
}

function shared(v1: SyncRecord, v2: SyncRecord): Agreement {
  const names = new Set([...Object.keys(v1.prints), ...Object.keys(v2.prints)]);
  const prints = [...names].map((name): [string, Pair] => {
    const [a, b] = [v1.prints[name] ?? ABSENT, v2.prints[name] ?? ABSENT];
    return [name, isSamePair(a, b) ? a : UNKNOWN];
  });
  const record = {
    seen: nextSeen({ v1, v2 }, "v1"),
    beat: 0,
    gone: v1.gone && v2.gone,
    prints: Object.fromEntries(prints),
    memory: nothingRemembered,
    expiresAt: laterExpiry(v1.expiresAt, v2.expiresAt),
  };
  return { record, store: null };
}

/** The later of two ends of life; null means never. */
export function laterExpiry(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}
