import { z } from "zod";
import { documentId } from "../checks.ts";
import { type Signer, TOKEN_SECONDS } from "./access-token.ts";
import { COOKIES, cookieOf, setCookie } from "./cookies.ts";
import { isSame } from "./refresh-token.ts";
import type { Asked, Reply, Routes } from "./serve.ts";
import { SESSION_ID, SESSION_MS } from "./session.ts";
import type { Granting, Sessions } from "./sessions.ts";

/** What the routes work with. */
export interface RouteParts {
  readonly sessions: Sessions;
  readonly signer: Signer;
  readonly callerKey: string;
}

const birth = z.object({ user_id: documentId });
const AWAY = { "retry-after": "1" };
/** The store alone says how long a session lives, so its cookie must never end first. */
const SESSION_COOKIE_SECONDS = 365 * 24 * 3600;

/**
 * Everything that identity answers. The gateway sends it what begins with /api/auth/ and nothing else, so
 * /internal/sessions is for apps on the backend network that know the key.
 */
export function routes({ sessions, signer, callerKey }: RouteParts): Routes {
  const answer = (granting: Granting, shown: string | null = null) => grantReply(granting, shown, signer);
  return {
    "GET /api/auth/jwks": () => ({
      status: 200,
      body: signer.keys,
      headers: { "cache-control": "public, max-age=300" },
    }),
    "POST /api/auth/exchange": async ({ cookie }) => {
      const id = sessionIdOf(cookie);
      return id === null ? refused() : answer(await sessions.renew(id, null));
    },
    "POST /api/auth/refresh": async ({ cookie }) => {
      const id = sessionIdOf(cookie);
      const shown = cookieOf(cookie, COOKIES.refresh);
      return id === null || shown === null ? refused() : answer(await sessions.renew(id, shown), shown);
    },
    "POST /api/auth/logout": async ({ cookie }) => {
      const id = sessionIdOf(cookie);
      return id === null ? signedOut() : logoutReply(await sessions.end(id));
    },
    "POST /internal/sessions": async (asked) => {
      if (!isCaller(asked, callerKey))
        return { status: 403, body: { error: "only an app that knows the key may open a session" } };
      const wanted = birth.safeParse(await asked.body());
      if (!wanted.success)
        return { status: 400, body: { error: "user_id must be 1 to 128 characters of A-Z a-z 0-9 . _ : -" } };
      return answer(await sessions.open(wanted.data.user_id));
    },
  };
}

function sessionIdOf(cookie: string | undefined): string | null {
  const id = cookieOf(cookie, COOKIES.session);
  return id !== null && SESSION_ID.test(id) ? id : null;
}

function isCaller({ authorization = "" }: Asked, key: string): boolean {
  return isSame(authorization, `Bearer ${key}`);
}

async function grantReply(granting: Granting, shown: string | null, signer: Signer): Promise<Reply> {
  if (granting.is === "signed-out") return refused();
  if (granting.is === "away")
    return { status: 503, body: { error: "the stores cannot tell now, try again" }, headers: AWAY };
  const { id, userId, refreshToken } = granting;
  const token = await signer.sign(userId, id, Date.now());
  return {
    status: 200,
    body: { token, expires_in: TOKEN_SECONDS },
    cookies: [
      setCookie(COOKIES.session, id, SESSION_COOKIE_SECONDS),
      // Sent again, it could arrive late and take the place of its own successor.
      ...(refreshToken === shown ? [] : [setCookie(COOKIES.refresh, refreshToken, SESSION_MS / 1000)]),
      setCookie(COOKIES.token, token, TOKEN_SECONDS),
    ],
  };
}

function refused(): Reply {
  return { status: 401, body: { error: "not signed in" } };
}

function signedOut(): Reply {
  return { status: 204, cookies: Object.values(COOKIES).map((name) => setCookie(name, "", 0)) };
}

/** The cookies stay until every store has confirmed: who is not signed out everywhere must be able to try again. */
function logoutReply(left: readonly string[]): Reply {
  if (left.length === 0) return signedOut();
  const error = `not yet signed out in ${left.join(" and ")}, which gave no answer and will be asked again`;
  return { status: 503, body: { error }, headers: AWAY };
}
