import { connectStore, type StoreAddress } from "./redis/connect.ts";
import { NO_HASH, peek } from "./redis/redis-store.ts";
import type { Row } from "./sync-store.ts";
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
}

const BATCH = 200;
const CONNECT_MS = 10_000;
const WAIT_MS = 50;
const SESSION = "session:";
const PREFIXES = kinds.map(({ prefix }) => prefix.v1).filter((prefix) => prefix !== SESSION);

/**
 * Makes V1's documents those of a snapshot that another store holds, as V1's app would write them: data-sync carries each
 * to V2, and its records, tombstones and logs go on. Sessions stay as they are now. Safe to repeat.
 */
export async function restore(from: StoreAddress, to: StoreAddress, dryRun: boolean): Promise<RestoreCounts> {
  const [old, live] = await Promise.all([connected(from), connected(to)]);
  const counts = { restored: 0, removed: 0, unchanged: 0, skipped: 0 };
  try {
    for await (const keys of documents(old)) {
      const wanted = keys.filter((key) => !key.startsWith(SESSION));
      counts.skipped += keys.length - wanted.length;
      if (wanted.length === 0) continue;
      const [then, now] = await Promise.all([peek(old, wanted), peek(live, wanted)]);
      for (const [index, key] of wanted.entries()) {
        // What is no hash could not be carried then, and is not brought back now.
        if (isSame(then[index], now[index]) || !isHash(then[index])) counts.unchanged++;
        else {
          counts.restored++;
          if (!dryRun) await write(live, key, then[index]);
        }
      }
    }
    for await (const keys of documents(live)) {
      const present = keys.filter((key) => !key.startsWith(SESSION));
      if (present.length === 0) continue;
      // What could not be carried then was there all the same.
      const then = await Promise.all(present.map((key) => old.exists(key)));
      const gone = present.filter((_, index) => then[index] === 0);
      counts.removed += gone.length;
      if (!dryRun && gone.length > 0) await live.del(gone);
    }
    return counts;
  } finally {
    old.destroy();
    live.destroy();
  }
}

type Client = ReturnType<typeof connectStore>;

async function connected(address: StoreAddress): Promise<Client> {
  const client = connectStore(address);
  const until = Date.now() + CONNECT_MS;
  while (!client.isReady) {
    if (Date.now() > until) throw new Error(`${address.host} cannot be reached`);
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  return client;
}

/** Keys of V1's documents, a batch at a time. */
async function* documents(client: Client): AsyncGenerator<string[]> {
  let cursor = "0";
  do {
    const page = await client.scan(cursor, { COUNT: BATCH });
    cursor = page.cursor;
    const keys = page.keys.filter((key) => [SESSION, ...PREFIXES].some((prefix) => key.startsWith(prefix)));
    if (keys.length > 0) yield keys;
  } while (cursor !== "0");
}

function isHash(row: Row | undefined): boolean {
  return row?.fields != null && row.fields[NO_HASH] === undefined;
}

function isSame(a: Row | undefined, b: Row | undefined): boolean {
  const text = (row: Row | undefined) =>
    JSON.stringify([Object.entries(row?.fields ?? {}).sort(([x], [y]) => (x < y ? -1 : 1)), row?.expiresAt]);
  return text(a) === text(b);
}

async function write(client: Client, key: string, row: Row | undefined): Promise<void> {
  if (row?.fields == null) return;
  const all = client
    .multi()
    .del(key)
    .hSet(key, { ...row.fields });
  await (row.expiresAt === null ? all : all.pExpireAt(key, row.expiresAt)).exec();
}
