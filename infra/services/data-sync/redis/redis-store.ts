import { NO_LOSS } from "../situation.ts";
import {
  type Beat,
  type Guard,
  type KeyWrite,
  type Refused,
  type Row,
  type SyncStore,
  TOMBSTONE_MS,
} from "../sync-store.ts";
import { otherSide } from "../transform/types.ts";
import type { RedisClient } from "./connect.ts";
import { BEGIN, PEEK, READ, WRITE } from "./scripts.ts";

const STATE = "sync:state";
const RECORD = "sync:record:";

/** The one field that a look finds in a key that holds no hash. */
export const NO_HASH = "the key";

/** The key that a record belongs to; null for a key that is no record's. */
export function recordedKey(key: string): string | null {
  return key.startsWith(RECORD) ? key.slice(RECORD.length) : null;
}

/** A store in Redis. Calls reject when the store is away; then each of their changes was made or not. */
export function redisStore(client: RedisClient): SyncStore {
  const run = async (script: string, keys: readonly string[], args: readonly string[]) => {
    const all = [STATE, ...keys.flatMap((key) => [key, RECORD + key])];
    return parts(await client.eval(script, { keys: all, arguments: [...args] }));
  };
  return {
    async read(keys, guard) {
      const reply = await run(READ, keys, guardArgs(guard));
      if (!Array.isArray(reply)) return reply;
      return { ok: true, ...beatOf(reply), rows: keys.map((_, index) => rowOf(reply, 2 + index * 3)) };
    },
    async write(writes, guard, seen) {
      const args = [...guardArgs(guard), String(seen.beat), String(seen.beatAt), ...writes.map(payload)];
      const keys = writes.map(({ key }) => key);
      const reply = await run(WRITE, keys, args);
      if (!Array.isArray(reply)) return reply;
      return { ok: true, ...beatOf(reply), done: writes.map((_, index) => reply[2 + index] === 1) };
    },
    async own(owner) {
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
    async begin(epoch, beat, { gap, horizon }) {
      const ends = gap === null ? ["", ""] : [String(gap.from), String(gap.to)];
      await client.eval(BEGIN, { keys: [STATE], arguments: [epoch, String(beat), String(horizon), ...ends] });
    },
    async remember({ epoch, beat, beatAt }) {
      await client.hSet(STATE, { otherEpoch: epoch ?? "", otherBeat: beat, otherBeatAt: beatAt });
    },
    async freeze(reason) {
      await client.hSet(STATE, { frozen: reason ?? "" });
    },
  };
}

/** Documents and records as they are now; each key by itself. */
export async function peek(client: RedisClient, keys: readonly string[]): Promise<Row[]> {
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
  return {
    fields: fieldsOf(pairs),
    expiresAt: Number(expiresAt) < 0 ? null : Number(expiresAt),
    record: typeof record === "string" ? record : null,
  };
}

function fieldsOf(pairs: unknown): Row["fields"] {
  if (!Array.isArray(pairs) || pairs.length === 0) return null;
  // No prototype: a field may be named __proto__.
  const fields: Record<string, string> = Object.create(null);
  for (let i = 0; i < pairs.length; i += 2) fields[String(pairs[i])] = String(pairs[i + 1]);
  return fields;
}

function payload({ key, write, count, record }: KeyWrite): string {
  const isThere =
    write.do === "change" || write.do === "delete" || (write.do === "note" && !write.record?.gone);
  const changes = write.do !== "note" && write.do !== "forget";
  const origin = otherSide(write.side);
  return JSON.stringify({
    do: write.do,
    present: isThere,
    expect: Object.entries(write.expect).map(([name, text]) => [name, text ?? false]),
    set: Object.entries(write.set).flat(),
    remove: write.remove,
    expiresAt: write.expiresAt ?? -1,
    count: String(count),
    record: record ?? "",
    keep: write.record?.gone ? TOMBSTONE_MS : 0,
    conflicts: write.conflicts.map((conflict) => JSON.stringify({ key, ...conflict })),
    log: changes ? JSON.stringify({ origin, key, do: write.do, was: write.expect, set: write.set }) : "",
  });
}
