import { RESP_TYPES } from "redis";
import { reached, type StoreAddress } from "./redis/connect.ts";
import { ALL, TOUCHED, UNCLEAR } from "./redis/replay-scripts.ts";
import { DIGESTS } from "./redis/scripts.ts";
import { kinds } from "./transform/kinds.ts";

/** What a restore did, or with `dryRun` would do. */
export interface RestoreCounts {
  /** Written as they were in the snapshot. */
  readonly restored: number;
  /** Deleted, because the snapshot does not have them. */
  readonly removed: number;
  readonly unchanged: number;
  /** Sessions of the snapshot: what was signed out since must not come back. */
  readonly skipped: number;
  /** Left as they are, because a replay's log does not tell how they became so. */
  readonly unclear: number;
}

export interface RestoreOptions {
  /** Only counts. */
  readonly dryRun: boolean;
  /** The snapshot was given later writes by `replay`: only what these explain is changed. */
  readonly replayed: boolean;
}

const BATCH = 200;
const SESSION = "session:";
const PREFIXES = kinds.map(({ prefix }) => prefix.v1).filter((prefix) => prefix !== SESSION);

/**
 * Makes V1's documents those of a snapshot that another store holds, to the byte and whether they can be carried or not:
 * data-sync carries each that can be to V2, and its records, tombstones and logs go on. Sessions stay as they are now.
 * Safe to repeat.
 */
export async function restore(
  from: StoreAddress,
  to: StoreAddress,
  { dryRun, replayed }: RestoreOptions,
): Promise<RestoreCounts> {
  const [old, live] = await Promise.all([connected(from), connected(to)]);
  const counts = { restored: 0, removed: 0, unchanged: 0, skipped: 0, unclear: 0 };
  const clear = async (keys: readonly Buffer[]) => {
    const known = replayed ? await explained(old, live, keys) : keys;
    counts.unclear += keys.length - known.length;
    return known;
  };
  try {
    for await (const { keys, sessions } of documents(old)) {
      counts.skipped += sessions;
      const [then, now] = await Promise.all([digests(old, keys), digests(live, keys)]);
      const differing = keys.filter((_, index) => then[index] !== now[index]);
      const changed = await clear(differing);
      counts.restored += changed.length;
      counts.unchanged += keys.length - differing.length;
      if (!dryRun) for (const key of changed) await write(old, live, key);
    }
    for await (const { keys } of documents(live)) {
      const then = await Promise.all(keys.map((key) => old.exists(key)));
      const gone = await clear(keys.filter((_, index) => then[index] === 0));
      counts.removed += gone.length;
      if (!dryRun && gone.length > 0) await live.del([...gone]);
    }
    return counts;
  } finally {
    old.destroy();
    live.destroy();
  }
}

type Client = Awaited<ReturnType<typeof connected>>;

/** A client that gives bytes: a text that is not UTF-8 must come back as it was. */
async function connected(address: StoreAddress) {
  return (await reached(address)).withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
}

/** Those of the keys whose present document is what the snapshot and every logged write make of it. */
async function explained(old: Client, live: Client, keys: readonly Buffer[]): Promise<Buffer[]> {
  if (keys.length === 0) return [];
  const [touched, unclear] = await Promise.all([
    old.smIsMember(TOUCHED, [...keys]),
    old.smIsMember(UNCLEAR, [...keys]),
  ]);
  const told = keys.map((key, index) =>
    touched[index] === 1 ? Buffer.concat([Buffer.from(ALL), key]) : key,
  );
  const [all, now] = await Promise.all([digests(old, told), digests(live, keys)]);
  return keys.filter((_, index) => all[index] === now[index] && unclear[index] !== 1);
}

/** Keys of V1's documents, a batch at a time, and how many sessions lie between them. */
async function* documents(client: Client): AsyncGenerator<{ keys: Buffer[]; sessions: number }> {
  let cursor = "0";
  do {
    const page = await client.scan(cursor, { COUNT: BATCH });
    cursor = String(page.cursor);
    const starts = (key: Buffer, prefix: string) =>
      key.subarray(0, prefix.length).equals(Buffer.from(prefix));
    const keys = page.keys.filter((key) => PREFIXES.some((prefix) => starts(key, prefix)));
    const sessions = page.keys.filter((key) => starts(key, SESSION)).length;
    if (page.keys.length > 0) yield { keys, sessions };
  } while (cursor !== "0");
}

async function digests(client: Client, keys: readonly Buffer[]): Promise<string[]> {
  const reply = await client.eval(DIGESTS, { keys: [...keys], arguments: [] });
  if (!Array.isArray(reply)) throw new Error(`unexpected answer of the store: ${String(reply)}`);
  return reply.map(String);
}

async function write(old: Client, live: Client, key: Buffer): Promise<void> {
  const [body, end] = await Promise.all([old.dump(key), old.pExpireTime(key)]);
  // Its end of life came while it was restored.
  if (body === null) return;
  await live.restore(key, Math.max(0, Number(end)), body, { REPLACE: true, ABSTTL: true });
}
