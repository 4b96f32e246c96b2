import { z } from "zod";
import { documentId } from "../../../../infra/services/checks.ts";
import { type Claims, sessionName } from "../../../../infra/services/identity/access-token.ts";
import { COOKIES, cookieOf } from "../../../../infra/services/identity/cookies.ts";
import { checked, readJson } from "../shared/body.ts";
import { Refusal } from "../shared/refusal.ts";
import type { Route } from "../shared/router.ts";
import type { Store } from "../shared/store.ts";
import { withStore } from "../shared/with-store.ts";
import { sessionTtlSeconds } from "./documents.ts";
import type { IdentityClient } from "./identity-client.ts";

const login = z.object({ candidate_id: documentId });

/**
 * Signing in on V2, and who is signed in. A session that was born on V1 is exchanged and a token that ran out is
 * renewed on the way, so nobody notices. Whoever names a candidate is signed in as that one: a stand-in keeps no
 * passwords.
 */
export function peopleV2(identity: IdentityClient): (store: Store | null) => Route[] {
  return (store) => {
    const signIn: Route["handle"] = async (request) => {
      const { candidate_id } = checked(login, await readJson(request));
      const { cookies } = await identity.open(candidate_id);
      return { status: 200, body: { candidate_id }, headers: { "Set-Cookie": cookies } };
    };
    const me: Route["handle"] = async ({ headers: { cookie = "" } }) => {
      const known = await knownHere(identity, store, cookie);
      if (known !== null) return { status: 200, body: { candidate_id: known.user_id } };
      const given = await renewed(identity, cookie);
      if (given === null) throw new Refusal(401, "not signed in");
      const { claims, cookies } = given;
      return { status: 200, body: { candidate_id: claims.user_id }, headers: { "Set-Cookie": cookies } };
    };
    return [
      ...["/api/login", "/api/v2/login"].map((path): Route => ({ method: "POST", path, handle: signIn })),
      ...["/api/me", "/api/v2/me"].map((path): Route => ({ method: "GET", path, handle: me })),
    ];
  };
}

/** What the token says, when it is good, belongs to the session of the cookie, and that session is still there. */
async function knownHere(
  identity: IdentityClient,
  store: Store | null,
  cookie: string,
): Promise<Claims | null> {
  const id = cookieOf(cookie, COOKIES.session);
  const token = cookieOf(cookie, COOKIES.token);
  const claims = id === null || token === null ? null : await identity.verify(token);
  // V1 leaves the token of an earlier session in the browser when somebody else signs in.
  if (id === null || claims?.session_id !== sessionName(id)) return null;
  const session = await withStore(store, (up) => up.get(`session:${id}`, sessionTtlSeconds));
  return session === null ? null : claims;
}

async function renewed(identity: IdentityClient, cookie: string) {
  const refreshed =
    cookieOf(cookie, COOKIES.refresh) === null ? null : await identity.renew(cookie, "refresh");
  return refreshed ?? identity.renew(cookie, "exchange");
}
