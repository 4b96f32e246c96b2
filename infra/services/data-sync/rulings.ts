import type { Agreement } from "./agreement.ts";
import { SIDES } from "./lens.ts";
import { lostIt, type Situation } from "./situation.ts";
import { printsOf, type Slot, textIn } from "./slots.ts";
import { ABSENT, isSamePair, type Pair, UNKNOWN } from "./sync-record.ts";
import {
  type Carried,
  type Fields,
  type Memory,
  nothingRemembered,
  otherSide,
  type Side,
} from "./transform/types.ts";

/** What becomes of a slot: it is agreed, or the value of one side is carried to the other. */
export interface Ruling {
  readonly slot: Slot;
  /** Whose value is carried; null when there is nothing to carry. */
  readonly winner: Side | null;
  /** Why the other value loses although nobody saw it; null when it is only older. */
  readonly why: string | null;
  /** What the record says of the slot until it is carried, and from then on. */
  readonly before: Known;
  readonly after: Known;
}

/** Prints of a slot, and the memory that holds what is remembered of its fields. */
export interface Known {
  readonly prints: Pair;
  readonly memory: Memory;
}

/** Each side's document as the other side writes it. */
export type Both = Readonly<Record<Side, Extract<Carried, { ok: true }>>>;

/** Both documents. */
export type Documents = Readonly<Record<Side, Fields>>;

/** Rules about one slot of two documents. Without an agreement nothing counts as seen. */
export function ruleOn(
  slot: Slot,
  documents: Documents,
  both: Both,
  agreement: Agreement | null,
  situation: Situation,
): Ruling {
  const now = printsOf(slot, documents.v1, documents.v2);
  const base = agreement === null ? UNKNOWN : (agreement.record.prints[slot.name] ?? ABSENT);
  const before = { prints: base, memory: agreement?.record.memory ?? nothingRemembered };
  const settled = (after: Known): Ruling => ({ slot, winner: null, why: null, before, after });
  if (isSamePair(now, base)) return settled(before);
  const alone = SIDES.find((side) => slot.names[otherSide(side)].length === 0);
  // Nothing is written for it, but only a record beside the other document proves that its app did not delete it first.
  if (alone !== undefined)
    return { slot, winner: alone, why: null, before, after: { prints: now, memory: both[alone].memory } };
  const agreed = SIDES.find((side) => saysTheSame(slot, side, documents, both));
  if (agreed !== undefined) return settled({ prints: now, memory: both[agreed].memory });
  const { winner, why } = choose(now, base, agreement, situation);
  const carried = { ...documents, [otherSide(winner)]: both[winner].fields };
  const after = { prints: printsOf(slot, carried.v1, carried.v2), memory: both[winner].memory };
  return { slot, winner, why, before, after };
}

/** Whether the value of `side`, carried over, is what stands there: then both agree, whatever any record says. */
function saysTheSame(slot: Slot, side: Side, documents: Documents, both: Both): boolean {
  const to = otherSide(side);
  return textIn(slot, to, both[side].fields) === textIn(slot, to, documents[to]);
}

/** Whose value counts. Absence alone never wins over a value that nobody agreed to remove. */
function choose(
  now: Pair,
  base: Pair,
  agreement: Agreement | null,
  { at, authority, now: moment }: Situation,
): { winner: Side; why: string | null } {
  const neverAgreed = isSamePair(base, UNKNOWN);
  // Past the agreed end of life a document may be a new one, which never held what it seems to lack.
  const hasEnded = (agreement?.record.expiresAt ?? Number.POSITIVE_INFINITY) <= moment;
  if ((neverAgreed || hasEnded) && now[0] === null) return { winner: "v2", why: null };
  if ((neverAgreed || hasEnded) && now[1] === null) return { winner: "v1", why: null };
  const changed = { v1: now[0] !== base[0], v2: now[1] !== base[1] };
  const old = agreement === null ? [] : SIDES.filter((side) => lostIt(side, agreement, at));
  const [stale] = old;
  if (stale !== undefined && old.length === 1)
    return { winner: otherSide(stale), why: changed[stale] ? "its store lost its last moments" : null };
  if (!changed.v2) return { winner: "v1", why: null };
  if (!changed.v1) return { winner: "v2", why: null };
  return { winner: authority, why: neverAgreed ? "never agreed on before" : "changed on both sides" };
}
