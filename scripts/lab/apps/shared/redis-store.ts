import { readFile } from "node:fs/promises";
import { createClient } from "redis";
import { log } from "./log.ts";
import { type Fields, type Store, StoreAway } from "./store.ts";

/** Where the store is and how to log in. The password is read anew at every connection. */
export interface StoreAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly passwordFile: string | null;
}

/** A command without an answer after this time counts as a store that is away, ms. */
const patienceMs = 1_000;
const reconnectMs = 500;

/** Sets and removes fields of a hash that exists, renews its life, gives back all of it; nothing when there is none. */
const patchScript = `
if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
local sets = tonumber(ARGV[2])
for i = 3, 2 + sets * 2, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
for i = 3 + sets * 2, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
if ARGV[1] ~= '' then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return redis.call('HGETALL', KEYS[1])
`;

/** A store in Redis, one hash a document. Connects in the background and again whenever the connection is lost. */
export function redisStore(address: StoreAddress): Store {
  const client = connect(address);
  return {
    isUp: () => client.isReady,
    async get(key, ttl) {
      const read = client.multi().hGetAll(key);
      if (ttl !== null) read.expire(key, ttl);
      const [fields] = await answered(read.execTyped());
      return Object.keys(fields).length === 0 ? null : { ...fields };
    },
    async put(key, fields, ttl) {
      const write = client.multi().del(key).hSet(key, fields);
      if (ttl !== null) write.expire(key, ttl);
      const [removed] = await answered(write.execTyped());
      return removed === 0 ? "created" : "replaced";
    },
    async patch(key, { set, remove }, ttl) {
      const sets = Object.entries(set);
      const args = [ttl === null ? "" : String(ttl), String(sets.length), ...sets.flat(), ...remove];
      const reply = await answered(client.eval(patchScript, { keys: [key], arguments: args }));
      return fieldsFromPairs(reply);
    },
    async remove(key) {
      return (await answered(client.del(key))) > 0;
    },
    async close() {
      client.destroy();
    },
  };
}

function connect(address: StoreAddress) {
  const client = createClient({
    socket: {
      host: address.host,
      port: address.port,
      connectTimeout: 2_000,
      socketTimeout: 3_000,
      reconnectStrategy: () => reconnectMs,
    },
    credentialsProvider: { type: "async-credentials-provider", credentials: () => credentials(address) },
    disableOfflineQueue: true,
    pingInterval: 1_000,
  });
  let reported = "";
  client.on("error", (error: Error) => {
    if (error.message !== reported) log("store is away", { host: address.host, reason: error.message });
    reported = error.message;
  });
  client.on("ready", () => {
    reported = "";
    log("store is up", { host: address.host });
  });
  client.connect().catch(() => undefined);
  return client;
}

async function credentials({ user, passwordFile }: StoreAddress) {
  const password = passwordFile === null ? null : (await readFile(passwordFile, "utf8")).trim();
  return { ...(user === null ? {} : { username: user }), ...(password === null ? {} : { password }) };
}

/** The answer of the store, or StoreAway: on a refused command too, for then the store does not do its work. */
async function answered<T>(command: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  try {
    return await Promise.race([command, late]);
  } catch (error) {
    throw new StoreAway(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

function fieldsFromPairs(reply: unknown): Fields | null {
  if (!Array.isArray(reply) || reply.length === 0) return null;
  const fields: Record<string, string> = {};
  for (let i = 0; i < reply.length; i += 2) fields[String(reply[i])] = String(reply[i + 1]);
  return fields;
}
