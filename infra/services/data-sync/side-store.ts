import { ErrorReply, RESP_TYPES } from "redis";
import { z } from "zod";
import { Echoes } from "./echoes.ts";
import { conflictLog, type KeptConflict } from "./redis/conflict-log.ts";
import { connectStore, type RedisClient, type StoreAddress } from "./redis/connect.ts";
import { peek, redisStore } from "./redis/redis-store.ts";
import { keyText } from "./stray-keys.ts";
import type { Row, SyncStore } from "./sync-store.ts";
import { kinds } from "./transform/kinds.ts";
import type { Side } from "./transform/types.ts";

/** The key of the heartbeat, which waits for all that its store told of before it. */
export const PULSE = "sync:pulse";
const DEAD = "sync:dead";
const ALLOWED = "sync:deletes-allowed";

const letterShape = z.object({
  problems: z.array(z.object({ field: z.string(), value: z.string(), rule: z.string() })).readonly(),
  /** Another one for every content of the document. */
  print: z.string().default(""),
  /** ms since 1970: since when. */
  at: z.number(),
  /** Somebody knows of it, and nothing tells of it any more. */
  isDropped: z.boolean().default(false),
});
/** What cannot be carried as it is. */
export type DeadLetter = z.infer<typeof letterShape>;

/** A store with all that data-sync needs of it besides documents. Calls reject when it is away. */
export interface SideStore extends SyncStore {
  readonly side: Side;
  isUp(): boolean;
  /** The word with which the store refused the last write, `OOM` when it is full; null when it took it or is away. */
  refusedWith(): string | null;
  size(): Promise<number>;
  /** Some of the keys as text: see keyText. */
  scan(cursor: string): Promise<{ cursor: string; keys: string[] }>;
  /** Those of the keys that are not there. */
  missing(keys: readonly string[]): Promise<string[]>;
  /** So many keys by chance, some of them twice; fewer when there are none. */
  random(count: number): Promise<string[]>;
  /** Tells of every change of a document that others make; rejects when the store does not take the listener. */
  listen(onChange: (key: string, event: string) => void): Promise<void>;
  pulse(at: number): Promise<void>;
  pulseSent(): Promise<number>;
  /** Each of them, by name: the key of a document, or a stray name. */
  deadLetters(): AsyncIterable<readonly [name: string, letter: DeadLetter]>;
  bury(key: string, letter: DeadLetter): Promise<void>;
  unbury(key: string): Promise<void>;
  letter(key: string): Promise<DeadLetter | null>;
  /** What lost here, newest first. */
  conflicts(): AsyncIterable<KeptConflict>;
  /** Makes data-sync look at a document as if it had changed. */
  poke(key: string): Promise<void>;
  /** Reads without a beat, for a look from outside. */
  peek(keys: readonly string[]): Promise<Row[]>;
  /** A person has looked: the next pass may delete as much as it finds. */
  allowDeletes(): Promise<void>;
  /** Tells once whether somebody did. */
  takeAllowedDeletes(): Promise<boolean>;
  close(): Promise<void>;
}

const SCAN_COUNT = 500;
/** Of `__keyspace@0__:offer:1`. */
const CHANNEL = "__keyspace@0__:";

/** Connects to the store of a side, in the background. */
export function sideStore(side: Side, address: StoreAddress): SideStore {
  const client = connectStore(address);
  const listener: RedisClient = connectStore(address);
  const inBytes = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const store = redisStore(client);
  let onChange: (key: string, event: string) => void = () => undefined;
  const echoes = new Echoes((key, event) => onChange(key, event));
  let refused: string | null = null;
  const writing = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await call;
      refused = null;
      return answer;
    } catch (error) {
      refused = error instanceof ErrorReply ? wordOf(error) : null;
      throw error;
    }
  };
  return {
    side,
    ...store,
    own: (owner) => writing(store.own(owner)),
    async write(writes, guard, seen) {
      const keys = writes.map(({ key }) => key);
      echoes.expect(keys);
      let told: readonly number[] = [];
      try {
        const answer = await writing(store.write(writes, guard, seen));
        if (answer.ok) told = answer.told;
        return answer;
      } finally {
        for (const [index, key] of keys.entries()) echoes.wrote(key, told[index] ?? 0);
      }
    },
    isUp: () => client.isReady && listener.isReady,
    refusedWith: () => refused,
    size: () => client.dbSize(),
    async scan(cursor) {
      const page = await inBytes.scan(cursor, { COUNT: SCAN_COUNT });
      return { cursor: String(page.cursor), keys: page.keys.map(keyText) };
    },
    async missing(keys) {
      const there = await Promise.all(keys.map((key) => client.exists(key)));
      return keys.filter((_, index) => there[index] === 0);
    },
    async random(count) {
      const keys = await Promise.all(Array.from({ length: count }, () => client.randomKey()));
      return keys.flatMap((key) => (key === null ? [] : [String(key)]));
    },
    async listen(told) {
      onChange = told;
      echoes.clear();
      const patterns = [...kinds.map(({ prefix }) => `${prefix[side]}*`), PULSE].map((key) => CHANNEL + key);
      await listener.pUnsubscribe();
      await listener.pSubscribe(patterns, (event, channel) =>
        echoes.hear(channel.slice(CHANNEL.length), event),
      );
    },
    async pulse(at) {
      await client.set(PULSE, String(at));
    },
    pulseSent: async () => Number((await client.get(PULSE)) ?? 0),
    async *deadLetters() {
      // A few at a time: there may be as many as documents.
      for await (const page of client.hScanIterator(DEAD, { COUNT: SCAN_COUNT }))
        for (const { field, value } of page) yield [field, letterShape.parse(JSON.parse(value))] as const;
    },
    async bury(key, letter) {
      await client.hSet(DEAD, key, JSON.stringify(letter));
    },
    async unbury(key) {
      await client.hDel(DEAD, key);
    },
    async letter(key) {
      const text = await client.hGet(DEAD, key);
      return text === null ? null : letterShape.parse(JSON.parse(text));
    },
    conflicts: () => conflictLog(client),
    async poke(key) {
      await client.publish(CHANNEL + key, "poke");
    },
    peek: (keys) => peek(client, keys),
    async allowDeletes() {
      await client.set(ALLOWED, "1");
    },
    takeAllowedDeletes: async () => (await client.del(ALLOWED)) > 0,
    async close() {
      client.destroy();
      listener.destroy();
    },
  };
}

/** `OOM`, `READONLY`: what a store's error begins with. */
function wordOf({ message }: ErrorReply): string {
  return /^[A-Z]+/.exec(message)?.[0] ?? "ERR";
}
