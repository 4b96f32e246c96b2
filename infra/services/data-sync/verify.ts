import { setTimeout as pause } from "node:timers/promises";
import { SIDES } from "./lens.ts";
import { type Document, documentOf } from "./lenses.ts";
import { type Difference, differing } from "./parity.ts";
import { recordedKey } from "./redis/redis-store.ts";
import type { SideStore } from "./side-store.ts";
import { strayName, straysIn } from "./stray-keys.ts";
import { problemText } from "./transform/problem.ts";
import type { Side } from "./transform/types.ts";

/** What comparing needs of the stores. */
export type Compared = Readonly<Record<Side, Pick<SideStore, "scan" | "missing" | "peek" | "random">>>;

/** How far a walk over both stores is. It stays true while documents come and go, until the store is restarted. */
export interface Position {
  readonly side: Side;
  readonly cursor: string;
}

/** What was compared, and how many of it differ. */
export interface Counts {
  readonly compared: number;
  readonly different: number;
}

/** Times that a difference is looked at again before it counts: what is being carried is none. */
const LOOKS = 3;
const LOOK_AGAIN_MS = 500;
/** A store's cursor has 64 bits. */
const CURSORS = 2n ** 64n;
/** Keys that are asked for at once. */
const STEP = 100;

/** The position as people copy it: `v1:1234`. */
export function positionText({ side, cursor }: Position): string {
  return `${side}:${cursor}`;
}

/** The position of a text, null when it is none. */
export function readPosition(text: string): Position | null {
  const [, side, cursor] = /^(v1|v2):(\d+)$/.exec(text) ?? [];
  if ((side !== "v1" && side !== "v2") || cursor === undefined) return null;
  return BigInt(cursor) < CURSORS ? { side, cursor } : null;
}

/**
 * Walks over all documents of V1, then over those that V2 alone has, and tells every difference that is still one
 * after a moment, and every key that no document can have. Holds one step of documents at a time, however many there are.
 */
export async function verifyAll(
  stores: Compared,
  options: {
    readonly from: Position;
    readonly found: (difference: Difference) => void;
    readonly reached: (position: Position, compared: number) => void;
  },
): Promise<Counts> {
  const { from, found, reached } = options;
  let counts: Counts = { compared: 0, different: 0 };
  for (const side of SIDES.slice(SIDES.indexOf(from.side))) {
    let cursor = side === from.side ? from.cursor : "0";
    do {
      const page = await stores[side].scan(cursor);
      cursor = page.cursor;
      counts = sum(counts, await judge(await documentsOf(side, page.keys, stores), stores, found));
      counts = sum(counts, tellStrays(side, page.keys, found));
      if (cursor !== "0") reached({ side, cursor }, counts.compared);
    } while (cursor !== "0");
  }
  return counts;
}

/**
 * How many documents the position's store has when none of them comes from there on, else null. No walk tells such a
 * position but for a rare empty end, and what lies before it would go uncompared.
 */
export async function documentsBefore(stores: Compared, { side, cursor }: Position): Promise<number | null> {
  for await (const count of countsFrom(stores, { side, cursor })) if (count > 0) return null;
  let total = 0;
  for await (const count of countsFrom(stores, { side, cursor: "0" })) total += count;
  return total;
}

/** How many documents each step of a walk over one store finds, keys that no document can have among them. */
async function* countsFrom(stores: Compared, { side, cursor }: Position): AsyncGenerator<number> {
  let at = cursor;
  do {
    const page = await stores[side].scan(at);
    at = page.cursor;
    yield page.keys.filter((key) => documentOf(side, key) !== null).length;
  } while (at !== "0");
}

/** Compares so many documents by chance, of both stores; all of them where there are not so many. */
export async function verifySample(
  stores: Compared,
  count: number,
  found: (difference: Difference) => void,
): Promise<Counts> {
  const chosen = new Map<string, Document>();
  // Small stores give the same keys again and again.
  for (let fruitless = 0; chosen.size < count && fruitless < 3; fruitless++) {
    const before = chosen.size;
    for (const side of SIDES)
      for (const key of await stores[side].random(STEP)) {
        const document = documentOf(side, recordedKey(key) ?? key);
        if (document !== null && "lens" in document && chosen.size < count)
          chosen.set(document.keys.v1, document);
      }
    if (chosen.size > before) fruitless = 0;
  }
  return judge([...chosen.values()], stores, found);
}

/** The documents of a step, in V2's walk those that V1 does not have: the others were compared. */
async function documentsOf(side: Side, keys: readonly string[], stores: Compared): Promise<Document[]> {
  const documents = keys.flatMap((key) => {
    const document = documentOf(side, key);
    return document !== null && "lens" in document ? [document] : [];
  });
  if (side === "v1") return documents;
  const missing = new Set(await stores.v1.missing(documents.map((document) => document.keys.v1)));
  return documents.filter((document) => missing.has(document.keys.v1));
}

async function judge(
  documents: readonly Document[],
  stores: Compared,
  found: (difference: Difference) => void,
): Promise<Counts> {
  let suspects = await differing(documents, stores);
  for (let look = 0; look < LOOKS && suspects.length > 0; look++) {
    await pause(LOOK_AGAIN_MS);
    suspects = await differing(
      suspects.map(({ document }) => document),
      stores,
    );
  }
  for (const { difference } of suspects) found(difference);
  return { compared: documents.length, different: suspects.length };
}

/** Keys that no document can have: what they hold is on one side alone. */
function tellStrays(side: Side, keys: readonly string[], found: (difference: Difference) => void): Counts {
  const strays = straysIn(side, keys);
  for (const { key, problem } of strays)
    found({
      side,
      key: strayName(key),
      is: "not to be carried",
      fields: [problemText(problem)],
      repair: "change the document",
    });
  return { compared: strays.length, different: strays.length };
}

function sum(a: Counts, b: Counts): Counts {
  return { compared: a.compared + b.compared, different: a.different + b.different };
}
