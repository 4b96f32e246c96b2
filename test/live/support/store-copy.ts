import type { Side } from "../../../infra/services/data-sync/transform/types.ts";
import { until } from "../../support/until.ts";
import { type RealStores, USERS } from "./real-stores.ts";

/** A replica of a store, which may take the store's place. */
export interface StoreCopy {
  /** It has all that the store has, and goes on getting it. */
  follow(): Promise<void>;
  /** It lacks whatever the store is given from now on. */
  stop(): Promise<void>;
  /** So many milliseconds of data-sync's beats it lacks. */
  lacksMs(): Promise<number>;
  /** The store holds what the copy holds, as after a failover. */
  promote(): Promise<void>;
}

const PORT = "6380";
const AS_OPERATOR = ["masteruser", "operator", "masterauth", "any"];

/** Starts one beside a store, in the same container. */
export async function startCopy({ inStore, operate }: RealStores, side: Side): Promise<StoreCopy> {
  const own = ["--port", PORT, "--dir", "/tmp", "--dbfilename", "copy.rdb", "--save", ""];
  const sending = ["--aclfile", USERS, "--repl-diskless-sync-delay", "0"];
  await inStore(side, "redis-server", ...own, ...sending, "--daemonize", "yes");
  const ofStore = (...words: string[]) => operate(side, ...words);
  const ofCopy = (...words: string[]) => operate(side, "-p", PORT, ...words);
  const beatAt = async (ask: typeof ofStore) => Number(await ask("hget", "sync:state", "beatAt"));
  await until("the copy is up", async () => (await ofCopy("ping").catch(() => "")) === "PONG");
  for (const ask of [ofStore, ofCopy]) await ask("config", "set", ...AS_OPERATOR);
  const replicate = async (ask: typeof ofStore, port: string) => {
    await ask("replicaof", "127.0.0.1", port);
    await until("it is a replica", async () =>
      (await ask("info", "replication")).includes("master_link_status:up"),
    );
  };
  return {
    follow: () => replicate(ofCopy, "6379"),
    stop: async () => void (await ofCopy("replicaof", "no", "one")),
    lacksMs: async () => (await beatAt(ofStore)) - (await beatAt(ofCopy)),
    async promote() {
      await replicate(ofStore, PORT);
      await ofStore("replicaof", "no", "one");
    },
  };
}
