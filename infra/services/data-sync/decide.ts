import { type Agreement, agreementOf, nextSeen } from "./agreement.ts";
import { type Lens, SIDES } from "./lens.ts";
import { merge } from "./merge.ts";
import {
  type Conflict,
  type Decision,
  lostIt,
  NOTHING,
  type Situation,
  stillHas,
  type View,
} from "./situation.ts";
import { printsOf, slotsOf } from "./slots.ts";
import { ABSENT, isSamePair, type Pair, UNKNOWN } from "./sync-record.ts";
import { type Fields, nothingRemembered, otherSide, type Side } from "./transform/types.ts";

/** A kind whose deletes beat every change: a session that was signed out stays so. */
const SESSION = "session";
const LOST_TAIL = "its store lost its last moments, the other side deleted it";
/** What was deleted there may have been another document: this one had not come back yet. */
const NOT_BACK = "deleted there before the store had it back";

/**
 * What to do about one key, from one read of each store. Pure. Guarantees: a value that an app wrote is overwritten
 * only by one that came after it, or else kept as a conflict; a document is deleted only when the other side's was,
 * provably, and not when it expired or its store lost it.
 */
export function decide(situation: Situation): Decision {
  const { at } = situation;
  const agreement = agreementOf({ v1: at.v1.record, v2: at.v2.record });
  if (agreement !== null && isOutdated(at, agreement)) return { do: "again" };
  const there = SIDES.filter((side) => at[side].fields !== null);
  const [only] = there;
  if (only === undefined) return neitherThere(situation, agreement);
  if (there.length === 1) return oneThere(situation, agreement, only);
  if (agreement?.record.gone !== true) return merge(situation, agreement);
  if (situation.lens.name === SESSION) return remove(situation, agreement, "v1", "signed out before");
  // A new document stands across from what its store only has again: that goes first.
  const [old, other] = SIDES.filter((side) => lostIt(side, agreement, at));
  if (old !== undefined && other === undefined) return remove(situation, agreement, old, LOST_TAIL);
  return merge(situation, null);
}

/** Whether a document was read before the record was made that tells of it. */
function isOutdated(at: Situation["at"], { record, store }: Agreement): boolean {
  return store !== null && at[otherSide(store)].beat < record.beat;
}

/** Both documents are gone: records that outlive them are settled, so that a new document is not taken for an old one. */
function neitherThere({ at, now }: Situation, agreement: Agreement | null): Decision {
  if (agreement === null) return NOTHING;
  const { record } = agreement;
  if (!record.gone) {
    const expired = record.expiresAt !== null && record.expiresAt <= now;
    const side = SIDES.find((each) => at[each].record !== null) ?? "v1";
    if (expired && !at.v1.deleted && !at.v2.deleted) return { ...EMPTY, do: "forget", side, record: null };
    return tombstone(at, agreement, side);
  }
  const stale = SIDES.find((side) => at[side].record?.gone === false);
  return stale === undefined ? NOTHING : tombstone(at, agreement, stale);
}

function oneThere(situation: Situation, agreement: Agreement | null, there: Side): Decision {
  const { lens, at, now } = situation;
  const missing = otherSide(there);
  if (agreement === null) return create(situation, null, missing, []);
  const same = isUnchanged(situation, agreement, there);
  const lost = lostIt(there, agreement, at);
  const isSession = lens.name === SESSION;
  if (agreement.record.gone) {
    if (isSession) return remove(situation, agreement, there, "signed out before");
    // What came back there is old, also where it is older than what was deleted.
    if (lost) return remove(situation, agreement, there, same ? null : LOST_TAIL);
    return create(situation, null, missing, []);
  }
  const why = whyMissing(at[missing], agreement, missing, now);
  if (why === "expired" && endsBy(at[there], now)) return NOTHING;
  if (why !== "deleted") return create(situation, agreement, missing, []);
  if (same)
    return remove(situation, agreement, there, hadIt(at[missing], agreement, missing) ? null : NOT_BACK);
  if (isSession) return remove(situation, agreement, there, "signed out meanwhile");
  if (lost) return remove(situation, agreement, there, LOST_TAIL);
  const kept = JSON.stringify(at[there].fields);
  const conflict = {
    field: null,
    side: missing,
    lost: null,
    kept,
    why: "deleted here, changed there meanwhile",
  };
  return create(situation, agreement, missing, [conflict]);
}

/** Why a document that both sides agreed on is not there. */
function whyMissing(
  view: View,
  agreement: Agreement,
  side: Side,
  now: number,
): "deleted" | "expired" | "lost" {
  if (view.deleted) return "deleted";
  if (!hadIt(view, agreement, side)) return "lost";
  const { record } = agreement;
  return record.expiresAt !== null && record.expiresAt <= now ? "expired" : "deleted";
}

/** Whether the store of `side` surely held the document that both agreed on. */
function hadIt({ loss }: View, { record, store }: Agreement, side: Side): boolean {
  return store === side || (store !== null && stillHas(loss, record.beat));
}

function endsBy({ expiresAt }: View, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** Whether the document of `side` is as the agreement says; the other side has none. */
function isUnchanged({ lens, at }: Situation, { record }: Agreement, side: Side): boolean {
  const index = side === "v1" ? 0 : 1;
  const documents = { v1: at.v1.fields ?? {}, v2: at.v2.fields ?? {} };
  return slotsOf(lens, documents.v1, documents.v2, record.prints).every((slot) => {
    const now = printsOf(slot, documents.v1, documents.v2)[index];
    const before = (record.prints[slot.name] ?? ABSENT)[index];
    const isOnlyThere = slot.names[side].length === 0;
    return isOnlyThere || now === before || (now === null && before === UNKNOWN[index]);
  });
}

const EMPTY = { expect: {}, set: {}, remove: [], expiresAt: null, conflicts: [] };

function tombstone(at: Situation["at"], { record }: Agreement, side: Side): Decision {
  const seen = nextSeen({ v1: at.v1.record, v2: at.v2.record }, side);
  const gone = { ...record, seen, beat: at[otherSide(side)].beat, gone: true, memory: nothingRemembered };
  return { ...EMPTY, do: "note", side, record: gone };
}

/** The document is made on `side` from the other one. */
function create(
  { lens, at, now }: Situation,
  agreement: Agreement | null,
  side: Side,
  conflicts: readonly Conflict[],
): Decision {
  const from = otherSide(side);
  const { fields, expiresAt, beat } = at[from];
  if (fields === null || endsBy(at[from], now)) return NOTHING;
  const carried = lens.carry(from, fields, agreement?.record.memory ?? nothingRemembered);
  if (!carried.ok) return { do: "reject", side: from, problems: carried.problems };
  const documents = { v1: fields, v2: fields, [side]: carried.fields };
  const record = {
    seen: nextSeen({ v1: at.v1.record, v2: at.v2.record }, side),
    beat,
    gone: false,
    prints: allPrints(lens, documents.v1, documents.v2),
    memory: carried.memory,
    expiresAt,
  };
  return { ...EMPTY, do: "create", side, set: carried.fields, expiresAt, record, conflicts };
}

/** The document is deleted on `side`; with a reason, it is kept in the conflict log. */
function remove({ lens, at }: Situation, agreement: Agreement, side: Side, why: string | null): Decision {
  const fields: Fields = at[side].fields ?? {};
  const record = {
    seen: nextSeen({ v1: at.v1.record, v2: at.v2.record }, side),
    beat: at[otherSide(side)].beat,
    gone: true,
    prints: allPrints(lens, at.v1.fields ?? {}, at.v2.fields ?? {}),
    memory: nothingRemembered,
    expiresAt: agreement.record.expiresAt,
  };
  const lost = JSON.stringify(fields);
  const conflicts = why === null ? [] : [{ field: null, side, lost, kept: null, why }];
  return { ...EMPTY, do: "delete", side, expect: fields, record, conflicts };
}

function allPrints(lens: Lens, v1: Fields, v2: Fields): Record<string, Pair> {
  const rows = slotsOf(lens, v1, v2, {}).map((slot): [string, Pair] => [slot.name, printsOf(slot, v1, v2)]);
  return Object.fromEntries(rows.filter(([, pair]) => !isSamePair(pair, ABSENT)));
}
