import { type Found, type RefreshState, SESSION_MS, type Session } from "./session.ts";

/** So long after a refresh token was replaced, it still gets its successor: an answer may have been lost. */
export const GRACE_MS = 60_000;

/** What becomes of somebody who asks for a token. */
export type Ruling =
  /** Gets tokens of this generation. */
  | { readonly do: "grant"; readonly session: Session }
  /** Is not signed in. */
  | { readonly do: "refuse" }
  /** Showed a token that was replaced long ago: somebody has a copy. The session ends for everybody. */
  | { readonly do: "revoke" }
  /** No store that answers knows the session, and one gave no answer. */
  | { readonly do: "unknown" };

/**
 * Rules from what the stores say, null for one that gives no answer, and the generation of the refresh token that was
 * shown, null for none. Pure. One store is enough to be signed in by, and one is enough to be signed out by. A
 * token is replaced at most once within the grace, so whoever asks twice, or at the same time as somebody else, gets
 * the same one.
 */
export function rule(found: readonly (Found | null)[], shown: number | null, now: number): Ruling {
  const heard = found.filter((answer) => answer !== null);
  if (heard.some(({ revoked }) => revoked)) return { do: "refuse" };
  const session = newest(heard.flatMap((answer) => answer.session ?? []));
  if (session === null) return { do: heard.length === found.length ? "refuse" : "unknown" };
  const refresh = catchUp(session.refresh, shown, now);
  const isFresh = now - refresh.at < GRACE_MS;
  const oldest = isFresh ? refresh.generation - 1 : refresh.generation;
  if (shown !== null && shown < oldest) return { do: "revoke" };
  if (shown !== null && now - refresh.at > SESSION_MS) return { do: "refuse" };
  const next = isFresh ? refresh : { generation: refresh.generation + 1, at: now };
  return { do: "grant", session: { ...session, refresh: next } };
}

function newest(sessions: readonly Session[]): Session | null {
  return sessions.reduce<Session | null>(
    (best, session) =>
      best === null || session.refresh.generation > best.refresh.generation ? session : best,
    null,
  );
}

/** A token of a later generation proves that the stores lost it: nobody else can make one. It is replaced at once. */
function catchUp(refresh: RefreshState, shown: number | null, now: number): RefreshState {
  if (shown === null || shown <= refresh.generation) return refresh;
  return { generation: shown, at: now - GRACE_MS };
}
