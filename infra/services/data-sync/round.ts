import { hash } from "node:crypto";
import type { Stores } from "./attach.ts";
import { decide } from "./decide.ts";
import type { DirtyKey } from "./dirty-keys.ts";
import { SIDES } from "./lens.ts";
import { type Document, documentOf } from "./lenses.ts";
import type { Decision, Loss, View, Write } from "./situation.ts";
import { decodeRecord } from "./sync-record.ts";
import { type Beat, type Guard, type KeyWrite, keyWrite, type Refused, type Row } from "./sync-store.ts";
import { otherSide, type Problem, type Side } from "./transform/types.ts";

/** Both stores as they were judged; ends with the first call that one of them refuses. */
export interface Session {
  readonly guards: Record<Side, Guard>;
  readonly beats: Record<Side, Beat>;
  losses: Readonly<Record<Side, Loss>>;
}

/** What a round may do, and whom it tells. */
export interface RoundOptions {
  readonly stores: Stores;
  readonly authority: Side;
  /** Sides whose documents may be written. */
  readonly targets: readonly Side[];
  /** Whether so many deletes that no store told of are believable. */
  readonly allowsDeletes: (count: number) => boolean;
}

/** What came of a batch of keys. */
export interface RoundResult {
  readonly applied: readonly { readonly key: string; readonly write: Write }[];
  readonly rejected: readonly {
    readonly key: string;
    readonly side: Side;
    readonly problems: readonly Problem[];
    /** Another one for every content that was read. */
    readonly print: string;
  }[];
  /** To be looked at again: written, so that there may be more to do, or changed meanwhile. */
  readonly again: readonly (DirtyKey & { readonly stale: boolean })[];
  /** Nothing to do: mostly data-sync's own writes, told by the store. */
  readonly settled: readonly string[];
}

/** A store refused, or too much would be deleted. */
export class Stopped extends Error {
  readonly why: Refused["why"] | "deletes";
  constructor(why: Refused["why"] | "deletes", message: string) {
    super(message);
    this.why = why;
  }
}

interface Look {
  readonly key: string;
  readonly document: Document;
  readonly at: Readonly<Record<Side, View>>;
  readonly decision: Decision;
}

/** Reads a batch of documents from both stores, decides about each, and writes each store once. Throws Stopped. */
export async function round(
  dirty: readonly DirtyKey[],
  session: Session,
  options: RoundOptions,
): Promise<RoundResult> {
  const looks = await look(dirty, session, options);
  const writes = looks.filter(
    (one): one is Look & { decision: Write } => "side" in one.decision && one.decision.do !== "reject",
  );
  const allowed = writes.filter(({ decision }) => isAllowed(decision, options.targets));
  const unheard = allowed.filter(({ decision, at }) => decision.do === "delete" && !isHeard(at));
  if (!options.allowsDeletes(unheard.length))
    throw new Stopped("deletes", `${unheard.length} more documents are gone without a word from their store`);
  const done = await Promise.all(SIDES.map((side) => write(side, allowed, session, options.stores)));
  const results = new Map(done.flat());
  const rejected = looks.flatMap(({ key, decision, at }) => {
    if (decision.do !== "reject") return [];
    const { side, problems } = decision;
    return [{ key, side, problems, print: printOf(problems, at[side].fields) }];
  });
  return {
    applied: allowed.flatMap(({ key, decision }) => (results.get(key) ? [{ key, write: decision }] : [])),
    rejected,
    again: [
      ...allowed.filter(({ key }) => results.get(key) !== true).map(stale),
      // What was made anew is agreed on; whoever changes it from now on is told of.
      ...allowed.flatMap(({ key, decision }) =>
        results.get(key) === true && decision.do !== "create" ? [{ key, deleted: NOBODY, stale: false }] : [],
      ),
      ...looks.filter(({ decision }) => decision.do === "again").map(stale),
    ],
    settled: looks.flatMap(({ key, decision }) => (decision.do === "nothing" ? [key] : [])),
  };
}

/** Of a document that was not read the problems alone. A store gives fields in any order. */
function printOf(problems: readonly Problem[], fields: View["fields"]): string {
  const content = JSON.stringify([problems, Object.entries(fields ?? {}).toSorted()]);
  return hash("sha256", content, "base64url");
}

const NOBODY: ReadonlySet<Side> = new Set();

/** Nothing came of it yet: what was told of a delete still counts. */
function stale({ key, at }: Look) {
  return { key, deleted: new Set(SIDES.filter((side) => at[side].deleted)), stale: true };
}

async function look(
  dirty: readonly DirtyKey[],
  session: Session,
  { stores, authority }: RoundOptions,
): Promise<Look[]> {
  const documents = dirty.flatMap(({ key, deleted }) => {
    const document = documentOf("v1", key);
    return document !== null && "lens" in document ? [{ key, deleted, document }] : [];
  });
  const read = async (side: Side) => {
    const answer = await stores[side].read(
      documents.map(({ document }) => document.keys[side]),
      session.guards[side],
    );
    return noted(side, answer, session);
  };
  const [v1, v2] = await Promise.all([read("v1"), read("v2")]);
  const now = Math.max(v1.beatAt, v2.beatAt);
  return documents.flatMap(({ key, deleted, document }, index) => {
    const rows = { v1: v1.rows[index], v2: v2.rows[index] };
    if (rows.v1 === undefined || rows.v2 === undefined) return [];
    const view = (side: Side, row: Row, { beat }: Beat): View => ({
      ...row,
      record: decodeRecord(row.record),
      beat,
      loss: session.losses[side],
      deleted: deleted.has(side),
    });
    const at = { v1: view("v1", rows.v1, v1), v2: view("v2", rows.v2, v2) };
    const decision =
      unread({ v1: rows.v1, v2: rows.v2 }) ?? decide({ lens: document.lens, at, authority, now });
    return [{ key, document, at, decision }];
  });
}

/** What is decided about a document that was not read; null for one that was. */
function unread(rows: Readonly<Record<Side, Row>>): Decision | null {
  if (SIDES.some((side) => rows[side].isLater)) return { do: "again" };
  const side = SIDES.find((each) => rows[each].unfit);
  const problem = side === undefined ? null : rows[side].unfit;
  return side === undefined || !problem ? null : { do: "reject", side, problems: [problem] };
}

async function write(
  side: Side,
  looks: readonly (Look & { decision: Write })[],
  session: Session,
  stores: Stores,
): Promise<[string, boolean][]> {
  const own = looks.filter(({ decision }) => decision.side === side);
  if (own.length === 0) return [];
  const writes = own.map(
    ({ document, decision, at }): KeyWrite =>
      keyWrite(document.keys[side], decision, { lens: document.lens, at }),
  );
  const seen = session.beats[otherSide(side)];
  const { done } = noted(side, await stores[side].write(writes, session.guards[side], seen), session);
  return own.map(({ key }, index) => [key, done[index] === true]);
}

/** The answer; its beat is from now on what the store must still have. Throws Stopped on a refusal. */
export function noted<Answer extends Beat & { ok: true }>(
  side: Side,
  answer: Answer | Refused,
  session: Session,
): Answer {
  if (!answer.ok) throw new Stopped(answer.why, `store-${side} refused: ${answer.why}`);
  if (answer.beat > session.beats[side].beat) {
    session.beats[side] = { beat: answer.beat, beatAt: answer.beatAt };
    session.guards[side] = { ...session.guards[side], floor: answer.beat };
  }
  return answer;
}

/** Notes change no document. */
function isAllowed({ do: what, side }: Write, targets: readonly Side[]): boolean {
  return targets.includes(side) || ((what === "note" || what === "forget") && targets.length > 0);
}

function isHeard(at: Look["at"]): boolean {
  return at.v1.deleted || at.v2.deleted;
}
