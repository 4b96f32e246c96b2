import { log } from "./log.ts";
import { Refusal } from "./refusal.ts";
import { type Store, StoreAway } from "./store.ts";

/** Does work with the store. Refuses with 503 where there is none, and when it gives no answer. */
export async function withStore<T>(store: Store | null, work: (store: Store) => Promise<T>): Promise<T> {
  if (store === null) throw away("this app runs without a store");
  try {
    return await work(store);
  } catch (error) {
    if (!(error instanceof StoreAway)) throw error;
    log("store gave no answer", { reason: error.message });
    throw away("the store is away, try again");
  }
}

/** Something else must come back first. */
export function away(message: string): Refusal {
  return new Refusal(503, message, { headers: { "Retry-After": "1" } });
}
