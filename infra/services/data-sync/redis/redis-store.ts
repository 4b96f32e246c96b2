import type { Reach } from "../history.ts";
import { type Loss, NO_LOSS, type Write } from "../situation.ts";
import {
  type Beat,
  type Guard,
  type KeyWrite,
  type Refused,
  type Row,
  type SyncStore,
  TOMBSTONE_MS,
} from "../sync-store.ts";
import type { RedisClient } from "./connect.ts";
import { BEGIN, LATER, PEEK, READ, WRITE } from "./scripts.ts";

export const STATE = "sync:state";
/** The change log. */
export const CHANGES = "sync:changes";
const RECORD = "sync:record:";

/** The one field that a look finds in a key that holds no hash. */
export const NO_HASH = "the key";

/** The key that a record belongs to; null for a key that is no record's. */
export function recordedKey(key: string): string | null {
  return key.startsWith(RECORD) ? key.slice(RECORD.length) : null;
}

/** A store in Redis. Calls reject when the store is away; then each of their changes was made or not. */
export function redisStore(client: RedisClient) {
  const run = async (script: string, keys: readonly string[], args: readonly string[]) => {
    const all = [STATE, ...keys.flatMap((key) => [key, RECORD + key])];
    return parts(await client.eval(script, { keys: all, arguments: [...args] }));
  };
  return {
    async read(keys: readonly string[], guard: Guard) {
      const reply = await run(READ, keys, guardArgs(guard));
      if (!Array.isArray(reply)) return reply;
      return {
        ok: true as const,
        ...beatOf(reply),
        rows: keys.map((_, index) => rowOf(reply, 2 + index * 3)),
      };
    },
    /** `told`: how many changes of each key the store tells its listeners of. */
    async write(writes: readonly KeyWrite[], guard: Guard, seen: Beat) {
      const args = [...guardArgs(guard), String(seen.beat), String(seen.beatAt)];
      for (const write of writes) args.push(...writeArgs(write));
      const keys = writes.map(({ key }) => key);
      const reply = await run(WRITE, keys, args);
      if (!Array.isArray(reply)) return reply;
      const answers = writes.map((_, index) => Number(reply[2 + index]));
      const done = answers.map((answer) => answer > 0);
      return {
        ok: true as const,
        ...beatOf(reply),
        done,
        told: answers.map((answer) => Math.max(0, answer - 1)),
      };
    },
    async own(owner: string) {
      await client.hSet(STATE, { owner });
    },
    async memory() {
      const state = await client.hGetAll(STATE);
      const count = (name: string) => Number(state[name] ?? 0);
      const gap = state.gapTo === undefined ? null : { from: count("gapFrom"), to: count("gapTo") };
      const loss = gap === null && count("horizon") === 0 ? NO_LOSS : { gap, horizon: count("horizon") };
      return {
        own: { epoch: state.epoch ?? null, beat: count("beat"), beatAt: count("beatAt"), loss },
        other: {
          epoch: state.otherEpoch ?? null,
          beat: count("otherBeat"),
          beatAt: count("otherBeatAt"),
        },
        frozen: state.frozen || null,
      };
    },
    async begin(epoch: string, beat: number, { gap, horizon }: Loss) {
      const ends = gap === null ? ["", ""] : [String(gap.from), String(gap.to)];
      await client.eval(BEGIN, { keys: [STATE], arguments: [epoch, String(beat), String(horizon), ...ends] });
    },
    async remember({ epoch, beat, beatAt }: Reach) {
      await client.hSet(STATE, { otherEpoch: epoch ?? "", otherBeat: beat, otherBeatAt: beatAt });
    },
    async freeze(reason: string | null) {
      await client.hSet(STATE, { frozen: reason ?? "" });
    },
  } satisfies SyncStore;
}

/** Documents and records as they are now; each key by itself. */
export async function peek(client: RedisClient, keys: readonly string[]): Promise<Row[]> {
  const rows = await peekOnce(client, keys);
  const late = keys.filter((_, index) => rows[index]?.isLater === true);
  if (late.length === 0) return rows;
  const rest = await peek(client, late);
  return rows.map((row) => (row.isLater ? (rest.shift() ?? row) : row));
}

async function peekOnce(client: RedisClient, keys: readonly string[]): Promise<Row[]> {
  const all = keys.flatMap((key) => [key, RECORD + key]);
  const reply = await client.eval(PEEK, { keys: all, arguments: [] });
  if (!Array.isArray(reply)) throw new Error(`unexpected answer of the store: ${String(reply)}`);
  return keys.map((_, index) => rowOf(reply, index * 3));
}

function guardArgs({ epoch, owner, floor }: Guard): string[] {
  return [epoch, owner, String(floor)];
}

/** The reply's values, or why the script refused. */
function parts(reply: unknown): unknown[] | Refused {
  if (Array.isArray(reply)) return reply;
  if (reply === "epoch" || reply === "owner" || reply === "behind" || reply === "frozen")
    return { ok: false, why: reply };
  throw new Error(`unexpected answer of the store: ${String(reply)}`);
}

function beatOf([beat, at]: readonly unknown[]): Beat {
  return { beat: Number(beat), beatAt: Number(at) };
}

function rowOf(reply: readonly unknown[], index: number): Row {
  const [pairs, expiresAt, record] = reply.slice(index, index + 3);
  const found = typeof pairs === "string" ? pairs : null;
  return {
    fields: fieldsOf(pairs),
    isLater: found === LATER,
    unfit: found === null || found === LATER ? null : { field: "the document", value: found, rule: FITTING },
    expiresAt: Number(expiresAt) < 0 ? null : Number(expiresAt),
    record: typeof record === "string" ? record : null,
  };
}

const FITTING = "must be a hash of at most 200 fields and 1,048,576 characters";

function fieldsOf(pairs: unknown): Row["fields"] {
  if (!Array.isArray(pairs) || pairs.length === 0) return null;
  // No prototype: a field may be named __proto__.
  const fields: Record<string, string> = Object.create(null);
  for (let i = 0; i < pairs.length; i += 2) fields[String(pairs[i])] = String(pairs[i + 1]);
  return fields;
}

/** A write as the script takes it: its own words, then four lists with the length of each before it. */
function writeArgs({ key, write, count, record, log }: KeyWrite): string[] {
  const { do: what, expect, set, remove, expiresAt, conflicts } = write;
  const isGone = write.record?.gone === true;
  const isThere = what === "change" || what === "delete" || (what === "note" && !isGone);
  return [
    what,
    isThere ? "1" : "0",
    String(count),
    String(expiresAt ?? -1),
    record ?? "",
    isGone ? String(TOMBSTONE_MS) : "0",
    log,
    ...listed(expected(expect)),
    ...listed(Object.entries(set).flat()),
    ...listed(remove),
    ...listed(conflicts.map((conflict) => JSON.stringify({ key, ...conflict }))),
  ];
}

/** Texts that must stand there, null for no field, as a script takes them. */
export function expected(texts: Write["expect"]): string[] {
  return Object.entries(texts).flatMap(([name, text]) => [name, text === null ? "0" : "1", text ?? ""]);
}

function listed(items: readonly string[]): string[] {
  return [String(items.length), ...items];
}
