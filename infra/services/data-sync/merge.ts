import { type Agreement, laterExpiry, nextSeen } from "./agreement.ts";
import { SIDES } from "./lens.ts";
import { type Both, type Documents, type Ruling, ruleOn } from "./rulings.ts";
import { type Conflict, type Decision, lostIt, NOTHING, type Situation, type Write } from "./situation.ts";
import { printsOf, type Slot, slotsOf, textIn } from "./slots.ts";
import { ABSENT, isSamePair, type SyncRecord } from "./sync-record.ts";
import { type Memory, nothingRemembered, otherSide, type Side } from "./transform/types.ts";

/** What to do about a key whose document is on both sides, slot by slot. Without an agreement nothing counts as seen. */
export function merge(situation: Situation, agreement: Agreement | null): Decision {
  const { lens, at } = situation;
  const documents = { v1: at.v1.fields ?? {}, v2: at.v2.fields ?? {} };
  const record = agreement?.record ?? null;
  const slots = slotsOf(lens, documents.v1, documents.v2, record?.prints ?? {});
  if (agreement !== null && isSettled(slots, documents, agreement, at)) return NOTHING;
  const memory = record?.memory ?? nothingRemembered;
  const v1 = lens.carry("v1", documents.v1, memory);
  if (!v1.ok) return { do: "reject", side: "v1", problems: v1.problems };
  const v2 = lens.carry("v2", documents.v2, memory);
  if (!v2.ok) return { do: "reject", side: "v2", problems: v2.problems };
  const both = { v1, v2 };
  const rulings = slots.map((slot) => ruleOn(slot, documents, both, agreement, situation));
  return nextWrite(situation, agreement, documents, both, rulings);
}

function isSettled(
  slots: readonly Slot[],
  documents: Documents,
  { record: { prints, expiresAt, beat }, store }: Agreement,
  at: Situation["at"],
): boolean {
  if (store === null) return false;
  const { gap } = at[otherSide(store)].loss;
  // While a loss is looked through, every record gets a beat that still proves something afterwards.
  if (gap !== null && beat <= gap.to) return false;
  if (at.v1.expiresAt !== expiresAt || at.v2.expiresAt !== expiresAt) return false;
  return slots.every((slot) =>
    isSamePair(printsOf(slot, documents.v1, documents.v2), prints[slot.name] ?? ABSENT),
  );
}

/** One write at a time: first where something was lost, else V2, else V1; a note when only the record is old. */
function nextWrite(
  { at }: Situation,
  agreement: Agreement | null,
  documents: Documents,
  both: Both,
  rulings: readonly Ruling[],
): Write {
  const expiresAt = endOfLife(at, agreement);
  const lost = SIDES.filter((side) => agreement !== null && lostIt(side, agreement, at));
  const order: readonly [Side, Side] = lost.length === 1 && lost[0] === "v1" ? ["v1", "v2"] : ["v2", "v1"];
  const needs = (side: Side) =>
    at[side].expiresAt !== expiresAt || rulings.some(({ winner }) => winner === otherSide(side));
  const needed = order.find(needs);
  // A record that must be made anew is made where it lies.
  const side = needed ?? agreement?.store ?? order[0];
  const from = otherSide(side);
  const carried = rulings.filter(({ winner }) => winner === from);
  const { set, remove } = difference(carried, side, documents, both);
  const changes = Object.keys(set).length + remove.length > 0;
  return {
    do: changes || at[side].expiresAt !== expiresAt ? "change" : "note",
    side,
    expect: Object.fromEntries(
      [...Object.keys(set), ...remove].map((name) => [name, own(documents[side], name)]),
    ),
    set,
    remove,
    expiresAt,
    record: {
      seen: nextSeen({ v1: at.v1.record, v2: at.v2.record }, side),
      beat: at[from].beat,
      gone: false,
      ...known(rulings, side),
      expiresAt,
    },
    conflicts: carried.flatMap((ruling) => conflictOf(ruling, side, documents, both)),
  };
}

/** The later end of life. One that a side was given alone, where both had agreed on none, is a change: it holds. */
function endOfLife({ v1, v2 }: Situation["at"], agreement: Agreement | null): number | null {
  const wasNone = agreement !== null && agreement.record.expiresAt === null;
  if (wasNone) return laterExpiry(v1.expiresAt ?? v2.expiresAt, v2.expiresAt ?? v1.expiresAt);
  return laterExpiry(v1.expiresAt, v2.expiresAt);
}

/** What the carried slots change in the document of `side`. */
function difference(
  carried: readonly Ruling[],
  side: Side,
  documents: Documents,
  both: Both,
): { set: Record<string, string>; remove: string[] } {
  const wanted = both[otherSide(side)].fields;
  const names = carried.flatMap(({ slot }) => slot.names[side]);
  const changed = names.filter((name) => own(wanted, name) !== own(documents[side], name));
  const isKept = (name: string) => Object.hasOwn(wanted, name);
  return {
    set: Object.fromEntries(changed.filter(isKept).map((name) => [name, wanted[name] ?? ""])),
    remove: changed.filter((name) => !isKept(name)),
  };
}

/** What the record says after the write on `side`: of slots that still wait for the other side, what it said before. */
function known(rulings: readonly Ruling[], side: Side): Pick<SyncRecord, "prints" | "memory"> {
  const rows = rulings.map((ruling) => ({
    slot: ruling.slot,
    ...(ruling.winner === side ? ruling.before : ruling.after),
  }));
  const prints = rows.filter((row) => !isSamePair(row.prints, ABSENT));
  const remembered = (each: Side): Memory[Side] =>
    Object.fromEntries(
      rows.flatMap(({ slot, memory }) =>
        slot.names[each].flatMap((name) => {
          const text = own(memory[each], name);
          return text === null ? [] : [[name, text]];
        }),
      ),
    );
  return {
    prints: Object.fromEntries(prints.map((row) => [row.slot.name, row.prints])),
    memory: { v1: remembered("v1"), v2: remembered("v2") },
  };
}

function conflictOf({ slot, why }: Ruling, side: Side, documents: Documents, both: Both): Conflict[] {
  if (why === null) return [];
  const lost = textIn(slot, side, documents[side]) ?? null;
  const kept = textIn(slot, side, both[otherSide(side)].fields) ?? null;
  return [{ field: slot.names[side][0] ?? slot.name, side, lost, kept, why }];
}

function own(fields: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}
