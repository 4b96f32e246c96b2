import { randomBytes } from "node:crypto";
import { refreshTokens } from "./refresh-token.ts";
import { type Revocations, revocations } from "./revocations.ts";
import { rule } from "./rule.ts";
import type { Session } from "./session.ts";
import type { Kept, SessionStore } from "./session-store.ts";

/** Somebody is signed in. */
export interface Granted {
  readonly is: "granted";
  readonly id: string;
  readonly userId: string;
  readonly refreshToken: string;
}

/** `signed-out`: there is no such session any more. `away`: the stores that answer cannot tell. */
export type Granting = Granted | { readonly is: "signed-out" } | { readonly is: "away" };

/** The sessions of both releases. */
export interface Sessions {
  /** A new session of a user, in every store that answers; at least one must. */
  open(userId: string): Promise<Granting>;
  /** Tokens for a session; `shown` is the refresh token that came along. One that is none of its own is signed out. */
  renew(id: string, shown: string | null): Promise<Granting>;
  /** Ends a session in every store. Names those that gave no answer: they are asked again until they do. */
  end(id: string): Promise<readonly string[]>;
  readonly revocations: Revocations;
  close(): Promise<void>;
}

const ID_BYTES = 32;

/** Sessions in these stores. `clock` gives ms since 1970. */
export function sessions(
  stores: readonly SessionStore[],
  refreshKey: string,
  clock: () => number = Date.now,
): Sessions {
  const tokens = refreshTokens(refreshKey);
  const ended = revocations(stores);

  const granted = (id: string, { userId, refresh }: Session): Granted => {
    return { is: "granted", id, userId, refreshToken: tokens.of(id, refresh.generation) };
  };
  const keep = (id: string, session: Session, mayMake: boolean, where: readonly SessionStore[]) =>
    Promise.all(where.map((store) => orNull(store.keep(id, session, clock(), mayMake))));

  return {
    revocations: ended,
    async open(userId) {
      const id = randomBytes(ID_BYTES).toString("base64url");
      const session = { userId, refresh: { generation: 1, at: clock() } };
      const kept = await keep(id, session, true, stores);
      return kept.includes("kept") ? granted(id, session) : { is: "away" };
    },
    async renew(id, shown) {
      const generation = shown === null ? null : tokens.generationOf(id, shown);
      if (shown !== null && generation === null) return { is: "signed-out" };
      const found = await Promise.all(stores.map((store) => orNull(store.find(id))));
      const ruling = rule(found, generation, clock());
      if (ruling.do === "revoke") await ended.end(id);
      if (ruling.do === "unknown") return { is: "away" };
      if (ruling.do !== "grant") return { is: "signed-out" };
      const has = stores.filter((_, index) => found[index]?.session);
      const lacks = stores.filter((_, index) => found[index]?.session === null);
      const outcome = verdict(await keep(id, ruling.session, false, has));
      if (outcome !== "kept") return { is: outcome };
      // Only now: a session that was signed out meanwhile must not be made again where it was not yet known.
      const made = await keep(id, ruling.session, true, lacks);
      return made.includes("revoked") ? { is: "signed-out" } : granted(id, ruling.session);
    },
    async end(id) {
      const found = await Promise.all(stores.map((store) => orNull(store.find(id))));
      // Nothing is remembered of a session that never was: anybody may make such ids up.
      const isKnown = found.some((answer) => answer === null || answer.revoked || answer.session !== null);
      return isKnown ? ended.end(id) : [];
    },
    async close() {
      await ended.stop();
      await Promise.all(stores.map((store) => store.close()));
    },
  };
}

/** One store is enough to be signed out by; otherwise one is enough to be signed in by. */
function verdict(kept: readonly (Kept | null)[]): "kept" | "signed-out" | "away" {
  if (kept.includes("revoked")) return "signed-out";
  if (kept.includes("kept")) return "kept";
  return kept.includes(null) ? "away" : "signed-out";
}

/** The answer of a store; null when it gives none. */
function orNull<T>(call: Promise<T>): Promise<T | null> {
  return call.catch(() => null);
}
