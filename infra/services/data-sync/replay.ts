import { type Step, stepsOf } from "./change-log.ts";
import { type RedisClient, reached, type StoreAddress } from "./redis/connect.ts";
import { CHANGES, expected, STATE } from "./redis/redis-store.ts";
import { STEP } from "./redis/replay-scripts.ts";
import type { Side } from "./transform/types.ts";

/** Which of the writes since a snapshot are made again. */
export interface Wanted {
  /** All but those of this release's app. */
  readonly exclude: Side | null;
  /** Those up to this moment by the stores' clocks, ms since 1970. */
  readonly until: number | null;
}

/** Of `v2 1764192000000`, with `-` for what is not asked for. */
export function wantedOf([exclude, until = "-"]: readonly string[]): Wanted {
  return {
    exclude: exclude === "v1" || exclude === "v2" ? exclude : null,
    until: until === "-" ? null : Number(until),
  };
}

/** What a replay did with the writes since the snapshot; or the store whose change log does not reach back to it. */
export type ReplayCounts =
  | { readonly is: "replayed"; readonly replayed: number; readonly leftOut: number }
  | { readonly is: "too-short"; readonly store: Side };

/** Both stores. */
type Pair<Of> = Readonly<Record<Side, Of>>;

/** A line may hold a document of a million characters, and data-sync's container has little memory. */
const PAGE = 20;
const SESSION = "session:";
/** Before every line. */
const FIRST = "0-0";

/**
 * Makes V1's documents in a restored snapshot what they would be now, had V1's store seen only the wanted writes. Beside
 * each that was written stands what all writes together made of it: where V1 now has something else, somebody wrote what
 * the log does not know. Sessions stay out. Changes nothing but the restored V1.
 */
export async function replay(
  from: Pair<StoreAddress>,
  live: Pair<StoreAddress>,
  wanted: Wanted,
): Promise<ReplayCounts> {
  const addresses = [from.v1, live.v1, from.v2, live.v2] as const;
  const clients = await Promise.all(addresses.map(reached));
  const [old1, now1, old2, now2] = clients;
  try {
    if (!old1 || !now1 || !old2 || !now2) throw new Error("there are two stores");
    const v1 = await lastCommon(old1, now1);
    const v2 = await lastCommon(old2, now2);
    if (v1 === null || v2 === null) return { is: "too-short", store: v1 === null ? "v1" : "v2" };
    // What was carried from V1 before V1's own copy was made is in that copy.
    const lines = inOrder(linesAfter("v1", now1, v1), linesAfter("v2", now2, isBefore(v2, v1) ? v1 : v2));
    return await apply(old1, lines, wanted);
  } finally {
    for (const client of clients) client.destroy();
  }
}

interface Line {
  readonly store: Side;
  readonly id: string;
  readonly text: string;
}

async function apply(old: RedisClient, lines: AsyncIterable<Line>, wanted: Wanted): Promise<ReplayCounts> {
  const counts = { replayed: 0, leftOut: 0 };
  // One connection does them in order, however many are under way.
  let waiting: Promise<unknown>[] = [];
  for await (const { store, id, text } of lines) {
    for (const step of stepsOf(store, text)) {
      if (step.key.startsWith(SESSION)) continue;
      const isWanted = step.origin !== wanted.exclude && msOf(id) <= (wanted.until ?? msOf(id));
      counts[isWanted ? "replayed" : "leftOut"]++;
      waiting.push(old.eval(STEP, { keys: [step.key], arguments: stepArgs(step, isWanted) }));
    }
    if (waiting.length < PAGE) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  return { is: "replayed", ...counts };
}

function stepArgs({ do: what, set, remove, was, ends }: Step, isWanted: boolean): string[] {
  const end = ends === undefined ? "" : String(ends ?? -1);
  const texts = Object.entries(set).flat();
  const before = expected(was);
  const counts = [String(texts.length), String(before.length)];
  return [isWanted ? "1" : "0", what, end, ...counts, ...texts, ...before, ...remove];
}

/**
 * Id of the newest line that both a store's copy and the store have: from there on the store's log tells everything. What
 * was written between the restored stores is in the copy alone. Null when the store's log begins later.
 */
async function lastCommon(old: RedisClient, live: RedisClient): Promise<string | null> {
  const [first] = (await live.xRange(CHANGES, "-", "+", { COUNT: 1 })) ?? [];
  let end = "+";
  for (;;) {
    const page = (await old.xRevRange(CHANGES, end, "-", { COUNT: PAGE })) ?? [];
    for (const { id, message } of page) {
      if (first === undefined || isBefore(id, first.id)) return null;
      const [same] = (await live.xRange(CHANGES, id, id)) ?? [];
      if (same?.message.change === message.change) return id;
      end = `(${id}`;
    }
    if (page.length < PAGE) return isWhole(old, live);
  }
}

/** Whether a store that shares no line with its copy has the same history, and told everything from its first line on. */
async function isWhole(old: RedisClient, live: RedisClient): Promise<string | null> {
  const [then, now] = await Promise.all([old.hGet(STATE, "epoch"), live.hGet(STATE, "epoch")]);
  if (then !== now) return null;
  if ((await live.exists(CHANGES)) === 0) return FIRST;
  const { length, "entries-added": added } = await live.xInfoStream(CHANGES);
  return added === length ? FIRST : null;
}

async function* linesAfter(store: Side, live: RedisClient, after: string): AsyncGenerator<Line> {
  for (let last = after; ; ) {
    const page = (await live.xRange(CHANGES, `(${last}`, "+", { COUNT: PAGE })) ?? [];
    for (const { id, message } of page) yield { store, id, text: String(message.change) };
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return;
    last = end.id;
  }
}

/** Both logs as one, by time. */
async function* inOrder(v1: AsyncGenerator<Line>, v2: AsyncGenerator<Line>): AsyncGenerator<Line> {
  let [a, b] = await Promise.all([v1.next(), v2.next()]);
  while (!a.done || !b.done) {
    if (b.done || (!a.done && msOf(a.value.id) < msOf(b.value.id))) {
      if (!a.done) yield a.value;
      a = await v1.next();
    } else {
      yield b.value;
      b = await v2.next();
    }
  }
}

function isBefore(a: string, b: string): boolean {
  return msOf(a) === msOf(b) ? numberOf(a) < numberOf(b) : msOf(a) < msOf(b);
}

/** Of `1764192000000-3`: the store's clock, and which of that moment. */
function msOf(id: string): number {
  return Number(id.split("-")[0]);
}

function numberOf(id: string): number {
  return Number(id.split("-")[1] ?? 0);
}
