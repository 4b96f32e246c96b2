import { setTimeout as pause } from "node:timers/promises";
import { connectStore, type StoreAddress } from "../data-sync/redis/connect.ts";
import type { Side } from "../data-sync/transform/types.ts";
import { type Found, type RefreshState, refreshState, SESSION_MS, type Session } from "./session.ts";

/** What became of a session that should be kept: `gone` when there was none and none might be made. */
export type Kept = "kept" | "gone" | "revoked";

/** The sessions of one store. Every call is atomic there; all reject when the store gives no answer. */
export interface SessionStore {
  /** `store-v1` */
  readonly name: string;
  isUp(): boolean;
  find(id: string): Promise<Found>;
  /** Renews a session, never to an older state nor to a shorter life, or makes it where `mayMake`. */
  keep(id: string, session: Session, now: number, mayMake: boolean): Promise<Kept>;
  /** Ends a session for good. */
  revoke(id: string): Promise<void>;
  close(): Promise<void>;
}

/** What V1 and V2 call the fields that identity uses. */
const FIELDS = {
  v1: { user: "candidat_id", refresh: "renouvellement", created: "cree_le" },
  v2: { user: "candidate_id", refresh: "refresh", created: "created_at" },
} as const;

/** A store that gives no answer in this time counts as away, ms. */
const PATIENCE_MS = 1_000;

const KEEP = `
local user, refresh, created = ARGV[1], ARGV[2], ARGV[3]
if redis.call('EXISTS', KEYS[2]) == 1 then return 'revoked' end
local isNew = redis.call('EXISTS', KEYS[1]) == 0
if isNew then
  if ARGV[8] == '0' then return 'gone' end
  redis.call('HSET', KEYS[1], user, ARGV[4], created, ARGV[6])
end
local known = redis.call('HGET', KEYS[1], refresh)
local isObject, state = pcall(cjson.decode, known or '')
local generation = isObject and type(state) == 'table' and tonumber(state.generation) or -1
if generation < cjson.decode(ARGV[5]).generation then redis.call('HSET', KEYS[1], refresh, ARGV[5]) end
if isNew then redis.call('PEXPIREAT', KEYS[1], ARGV[7])
else redis.call('PEXPIREAT', KEYS[1], ARGV[7], 'GT') end
return 'kept'
`;

/** The sessions in the store of a side, connected to in the background. */
export function sessionStore(side: Side, address: StoreAddress): SessionStore {
  const client = connectStore(address);
  const fields = FIELDS[side];
  return {
    name: `store-${side}`,
    isUp: () => client.isReady,
    async find(id) {
      const { session, revoked } = keysOf(id);
      const read = client.multi().exists(revoked).hmGet(session, [fields.user, fields.refresh]);
      const [marks, [user, refresh]] = await answered(read.execTyped());
      return { revoked: marks > 0, session: sessionFrom(user ?? null, refresh ?? null) };
    },
    async keep(id, { userId, refresh }, now, mayMake) {
      const { session, revoked } = keysOf(id);
      const created = JSON.stringify(new Date(now).toISOString());
      const texts = [JSON.stringify(userId), JSON.stringify(refresh), created, String(now + SESSION_MS)];
      const args = [fields.user, fields.refresh, fields.created, ...texts, mayMake ? "1" : "0"];
      const said = await answered(client.eval(KEEP, { keys: [session, revoked], arguments: args }));
      if (said === "kept" || said === "gone" || said === "revoked") return said;
      throw new Error(`unexpected answer of the store: ${String(said)}`);
    },
    async revoke(id) {
      const { session, revoked } = keysOf(id);
      const end = client.multi().set(revoked, "1", { PX: SESSION_MS }).del(session);
      await answered(end.execTyped());
    },
    async close() {
      client.destroy();
    },
  };
}

function keysOf(id: string) {
  return { session: `session:${id}`, revoked: `revoked:${id}` };
}

/** A session without a user is none. */
function sessionFrom(user: string | null, refresh: string | null): Session | null {
  const userId = json(user);
  if (typeof userId !== "string" || userId === "") return null;
  const known = refreshState.safeParse(json(refresh));
  const never: RefreshState = { generation: 0, at: 0 };
  return { userId, refresh: known.success ? known.data : never };
}

function json(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

async function answered<T>(call: Promise<T>): Promise<T> {
  const late = new AbortController();
  const patience = pause(PATIENCE_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`no answer within ${PATIENCE_MS} ms`);
  });
  try {
    return await Promise.race([call, patience]);
  } finally {
    patience.catch(() => undefined);
    late.abort();
  }
}
