import { setTimeout as pause } from "node:timers/promises";
import type { SessionStore } from "./session-store.ts";

/** Sign-outs, kept in mind until every store has confirmed them. */
export interface Revocations {
  /** Ends a session in every store; gives the names of those that did not confirm it. */
  end(id: string): Promise<readonly string[]>;
  /** How many sessions still wait for a store. */
  waiting(): number;
  stop(): Promise<void>;
}

const RETRY_MS = 500;
/** More than these are left to data-sync, which carries a delete as soon as the store is back. */
const MOST_WAITING = 10_000;

/** Ends sessions in these stores. */
export function revocations(stores: readonly SessionStore[]): Revocations {
  const waiting = new Map<string, readonly SessionStore[]>();
  const closing = new AbortController();

  const endIn = async (id: string, where: readonly SessionStore[]) => {
    const done = await Promise.allSettled(where.map((store) => store.revoke(id)));
    const left = where.filter((_, index) => done[index]?.status === "rejected");
    if (left.length === 0) waiting.delete(id);
    else if (waiting.has(id) || waiting.size < MOST_WAITING) waiting.set(id, left);
    return left;
  };
  const retry = async () => {
    while (!closing.signal.aborted) {
      await pause(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      const due = [...waiting].filter(([, where]) => where.some((store) => store.isUp()));
      for (const [id, where] of due) await endIn(id, where);
    }
  };
  const retrying = retry();
  return {
    end: async (id) => (await endIn(id, stores)).map(({ name }) => name),
    waiting: () => waiting.size,
    async stop() {
      closing.abort();
      await retrying;
    },
  };
}
