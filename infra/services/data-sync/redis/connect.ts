import { lookup } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "redis";
import { oneLookUp } from "./one-look-up.ts";

/** Where a store is, and how to log in. The password is read anew at every connection. */
export interface StoreAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly passwordFile: string;
}

const RECONNECT_MS = 250;
const ANSWER_MS = 5_000;
const lookUp = oneLookUp((host) => lookup(host, { all: true }));

/** A client that connects in the background, again whenever the connection is lost; calls meanwhile reject at once. */
export function connectStore({ host, port, user, passwordFile }: StoreAddress) {
  const client = createClient({
    socket: {
      host,
      port,
      lookup: lookUp,
      connectTimeout: 2_000,
      socketTimeout: ANSWER_MS,
      reconnectStrategy: () => RECONNECT_MS,
    },
    credentialsProvider: {
      type: "async-credentials-provider",
      credentials: async () => ({
        username: user,
        password: (await readFile(passwordFile, "utf8")).trim(),
      }),
    },
    disableOfflineQueue: true,
    pingInterval: 1_000,
  });
  // Every call tells of its own failure; without a listener an error would end the process.
  client.on("error", () => undefined);
  client.connect().catch(() => undefined);
  return client;
}

export type RedisClient = ReturnType<typeof connectStore>;

const CONNECT_MS = 10_000;
const WAIT_MS = 50;

/** A client that is connected; throws naming the host of a store that cannot be reached. */
export async function reached(address: StoreAddress): Promise<RedisClient> {
  const client = connectStore(address);
  const until = Date.now() + CONNECT_MS;
  while (!client.isReady) {
    if (Date.now() > until) throw new Error(`${address.host} cannot be reached`);
    await pause(WAIT_MS);
  }
  return client;
}
