import { SIDES } from "./lens.ts";
import { type Document, documentOf } from "./lenses.ts";
import { recordedKey } from "./redis/redis-store.ts";
import type { SideStore } from "./side-store.ts";
import { slotsOf, textIn } from "./slots.ts";
import { decodeRecord } from "./sync-record.ts";
import type { Row } from "./sync-store.ts";
import { problemText } from "./transform/problem.ts";
import { type Fields, nothingRemembered, otherSide, type Problem, type Side } from "./transform/types.ts";

/** A document that is not the same on both sides. */
export interface Difference {
  readonly key: string;
  readonly is: "missing in v1" | "missing in v2" | "different" | "not to be carried";
  /** V1's names of the differing fields, or the problems. */
  readonly fields: readonly string[];
  /** What `data-sync` would do about it: look at it again, or nothing before somebody changes the document. */
  readonly repair: "retry" | "change the document";
}

/** Counted documents and every difference. */
export interface Parity {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** How one document differs; null when both sides say the same through the transformation, in both directions. */
export function compare({ lens, keys }: Document, rows: Readonly<Record<Side, Row>>): Difference | null {
  const [v1, v2] = [rows.v1.fields, rows.v2.fields];
  const difference = (
    is: Difference["is"],
    fields: readonly string[],
    repair: Difference["repair"] = "retry",
  ) => ({
    key: keys.v1,
    is,
    fields,
    repair,
  });
  const alone = (side: Side, fields: Fields) => {
    const carried = lens.carry(side, fields, nothingRemembered);
    if (carried.ok) return difference(`missing in ${otherSide(side)}`, []);
    return difference("not to be carried", saidOf(carried.problems), "change the document");
  };
  if (v1 === null) return v2 === null ? null : alone("v2", v2);
  if (v2 === null) return alone("v1", v1);
  const documents: Record<Side, Fields> = { v1, v2 };
  const records = SIDES.flatMap((side) => decodeRecord(rows[side].record) ?? []);
  const memories = [nothingRemembered, ...records.map(({ memory }) => memory)];
  const carried = memories.flatMap((memory) =>
    SIDES.map((side) => ({ to: otherSide(side), result: lens.carry(side, documents[side], memory) })),
  );
  const problems = carried.flatMap(({ result }) => (result.ok ? [] : result.problems));
  if (problems.length > 0) return difference("not to be carried", saidOf(problems), "change the document");
  const differing = slotsOf(lens, v1, v2, {}).filter(
    (slot) =>
      slot.names.v1.length > 0 &&
      slot.names.v2.length > 0 &&
      !carried.some(
        ({ to, result }) => result.ok && textIn(slot, to, result.fields) === textIn(slot, to, documents[to]),
      ),
  );
  const fields = differing.map(({ name }) => name);
  return fields.length === 0 ? null : difference("different", fields);
}

function saidOf(problems: readonly Problem[]): string[] {
  return [...new Set(problems.map(problemText))];
}

/**
 * Compares the documents of both stores, all or the first `most` that a walk finds. A difference counts only when it
 * is still there after a second: what is being written meanwhile is no difference.
 */
export async function verify(stores: Readonly<Record<Side, SideStore>>, most: number): Promise<Parity> {
  const seen = new Set<string>();
  const suspects: Document[] = [];
  for (const side of SIDES) {
    let cursor = "0";
    do {
      const page = await stores[side].scan(cursor);
      cursor = page.cursor;
      const documents = page.keys.flatMap((key) => {
        const document = recordedKey(key) === null ? documentOf(side, key) : null;
        return document !== null && "lens" in document ? [document] : [];
      });
      // V2's walk looks only at what V1 does not have: the rest was compared.
      const fresh = documents
        .filter(({ keys }) => side === "v1" || !seen.has(keys.v1))
        .slice(0, most - seen.size);
      for (const { keys } of fresh) seen.add(keys.v1);
      suspects.push(...(await differing(fresh, stores)).map(({ document }) => document));
    } while (cursor !== "0" && seen.size < most);
  }
  let left = suspects;
  let found: Difference[] = [];
  for (let look = 0; look < 3 && left.length > 0; look++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const again = await differing(left, stores);
    left = again.map(({ document }) => document);
    found = again.map(({ difference }) => difference);
  }
  return { compared: seen.size, differences: left.length === 0 ? [] : found };
}

/** Those of the documents that differ now, with how. */
export async function differing(documents: readonly Document[], stores: Readonly<Record<Side, SideStore>>) {
  const result: { document: Document; difference: Difference }[] = [];
  for (let start = 0; start < documents.length; start += 200) {
    const part = documents.slice(start, start + 200);
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
