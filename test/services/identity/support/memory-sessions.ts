import { type Found, SESSION_MS, type Session } from "../../../../infra/services/identity/session.ts";
import type { SessionStore } from "../../../../infra/services/identity/session-store.ts";

/** A store that can be switched off, and that waits where it is told to. */
export interface MemorySessions extends SessionStore {
  readonly sessions: Map<string, Session & { readonly until: number }>;
  readonly revoked: Set<string>;
  isAway: boolean;
  /** Awaited before and after each call: another call may come in between. */
  step: () => Promise<void>;
}

/** An empty store, which does what session-store.ts promises. */
export function memorySessions(name: string, clock: () => number): MemorySessions {
  const sessions: MemorySessions["sessions"] = new Map();
  const revoked = new Set<string>();
  const alive = (id: string) => {
    const session = sessions.get(id);
    return session !== undefined && session.until > clock() ? session : null;
  };
  const store: MemorySessions = {
    name,
    sessions,
    revoked,
    isAway: false,
    step: async () => undefined,
    isUp: () => !store.isAway,
    find: (id) => call((): Found => ({ revoked: revoked.has(id), session: alive(id) })),
    keep: (id, session, now, mayMake) =>
      call(() => {
        if (revoked.has(id)) return "revoked";
        const known = alive(id);
        if (known === null && !mayMake) return "gone";
        const isOlder = known !== null && known.refresh.generation >= session.refresh.generation;
        const until = Math.max(known?.until ?? 0, now + SESSION_MS);
        sessions.set(id, { ...(isOlder ? known : session), until });
        return "kept";
      }),
    revoke: (id) =>
      call(() => {
        revoked.add(id);
        sessions.delete(id);
      }),
    close: async () => undefined,
  };
  const call = async <T>(work: () => T): Promise<T> => {
    await store.step();
    if (store.isAway) throw new Error("away");
    const result = work();
    await store.step();
    return result;
  };
  return store;
}
