import { SIDES } from "./lens.ts";
import type { Document } from "./lenses.ts";
import type { SideStore } from "./side-store.ts";
import { slotsOf, textIn } from "./slots.ts";
import { decodeRecord } from "./sync-record.ts";
import type { Row } from "./sync-store.ts";
import { problemText } from "./transform/problem.ts";
import { type Fields, nothingRemembered, otherSide, type Problem, type Side } from "./transform/types.ts";

/** A document that is not the same on both sides. */
export interface Difference {
  /** The store that the document lies in, and has to be changed in; null where both have it and differ. */
  readonly side: Side | null;
  /** Its name in that store, V1's where both are meant. */
  readonly key: string;
  readonly is: "missing in v1" | "missing in v2" | "different" | "not to be carried";
  /** V1's names of the differing fields, or the problems. */
  readonly fields: readonly string[];
  /** What `data-sync` would do about it: look at it again, or nothing before somebody changes the document. */
  readonly repair: "retry" | "change the document";
}

/** How one document differs; null when both sides say the same through the transformation, in both directions. */
export function compare({ lens, keys }: Document, rows: Readonly<Record<Side, Row>>): Difference | null {
  const [v1, v2] = [rows.v1.fields, rows.v2.fields];
  const difference = (side: Side | null, is: Difference["is"], fields: readonly string[]): Difference => ({
    side,
    key: keys[side ?? "v1"],
    is,
    fields,
    repair: "retry",
  });
  const notCarried = (found: readonly Found[]): Difference => {
    const sides = new Set(found.map(({ side }) => side));
    const [side = null] = sides.size === 1 ? sides : [];
    const problems = saidOf(found.map(({ problem }) => problem));
    return { ...difference(side, "not to be carried", problems), repair: "change the document" };
  };
  const unfit = SIDES.flatMap((side) => {
    const problem = rows[side].unfit;
    return problem ? [{ side, problem }] : [];
  });
  if (unfit.length > 0) return notCarried(unfit);
  const alone = (side: Side, fields: Fields) => {
    const carried = lens.carry(side, fields, nothingRemembered);
    if (carried.ok) return difference(side, `missing in ${otherSide(side)}`, []);
    return notCarried(foundIn(side, carried.problems));
  };
  if (v1 === null) return v2 === null ? null : alone("v2", v2);
  if (v2 === null) return alone("v1", v1);
  const documents: Record<Side, Fields> = { v1, v2 };
  const records = SIDES.flatMap((side) => decodeRecord(rows[side].record) ?? []);
  const memories = [nothingRemembered, ...records.map(({ memory }) => memory)];
  const carried = memories.flatMap((memory) =>
    SIDES.map((side) => ({ to: otherSide(side), result: lens.carry(side, documents[side], memory) })),
  );
  const problems = carried.flatMap(({ to, result }) =>
    result.ok ? [] : foundIn(otherSide(to), result.problems),
  );
  if (problems.length > 0) return notCarried(problems);
  const differing = slotsOf(lens, v1, v2, {}).filter(
    (slot) =>
      slot.names.v1.length > 0 &&
      slot.names.v2.length > 0 &&
      !carried.some(
        ({ to, result }) => result.ok && textIn(slot, to, result.fields) === textIn(slot, to, documents[to]),
      ),
  );
  const fields = differing.map(({ name }) => name);
  return fields.length === 0 ? null : difference(null, "different", fields);
}

/** A problem of the document in a store. */
interface Found {
  readonly side: Side;
  readonly problem: Problem;
}

function foundIn(side: Side, problems: readonly Problem[]): Found[] {
  return problems.map((problem) => ({ side, problem }));
}

function saidOf(problems: readonly Problem[]): string[] {
  return [...new Set(problems.map(problemText))];
}

/** Documents in hand at once: each may have a million characters. */
const STEP = 20;

/** Those of the documents that differ now, with how. */
export async function differing(
  documents: readonly Document[],
  stores: Readonly<Record<Side, Pick<SideStore, "peek">>>,
) {
  const result: { document: Document; difference: Difference }[] = [];
  for (let start = 0; start < documents.length; start += STEP) {
    const part = documents.slice(start, start + STEP);
    const [v1, v2] = await Promise.all(
      SIDES.map((side) => stores[side].peek(part.map(({ keys }) => keys[side]))),
    );
    part.forEach((document, index) => {
      const [a, b] = [v1?.[index], v2?.[index]];
      const difference = a === undefined || b === undefined ? null : compare(document, { v1: a, v2: b });
      if (difference !== null) result.push({ document, difference });
    });
  }
  return result;
}
