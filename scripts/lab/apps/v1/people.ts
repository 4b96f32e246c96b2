import { randomBytes } from "node:crypto";
import { z } from "zod";
import { documentId } from "../../../../infra/services/checks.ts";
import { COOKIES, cookieOf, setCookie } from "../../../../infra/services/identity/cookies.ts";
import { checked, readJson } from "../shared/body.ts";
import { decode, encode } from "../shared/document-fields.ts";
import { Refusal } from "../shared/refusal.ts";
import type { Route } from "../shared/router.ts";
import type { Store } from "../shared/store.ts";
import { withStore } from "../shared/with-store.ts";
import { sessionTtlSeconds } from "./documents.ts";

const login = z.object({ candidat_id: documentId });
const DAY_SECONDS = 24 * 3600;

/**
 * Signing in as V1 has always done it: a document `session:<id>` and a cookie with the id. It knows nothing of V2 and
 * nothing of identity. Whoever names a candidate is signed in as that one: a stand-in keeps no passwords.
 */
export function peopleV1(store: Store | null): Route[] {
  const signIn: Route["handle"] = async (request) => {
    const { candidat_id } = checked(login, await readJson(request));
    const id = randomBytes(24).toString("hex");
    const session = encode({ candidat_id, cree_le: new Date().toISOString() });
    await withStore(store, (up) => up.put(`session:${id}`, session, sessionTtlSeconds));
    const cookie = setCookie(COOKIES.session, id, DAY_SECONDS);
    return { status: 200, body: { candidat_id }, headers: { "Set-Cookie": cookie } };
  };
  const me: Route["handle"] = async ({ headers }) => {
    const id = cookieOf(headers.cookie, COOKIES.session);
    const fields = id ? await withStore(store, (up) => up.get(`session:${id}`, sessionTtlSeconds)) : null;
    if (fields === null) throw new Refusal(401, "not signed in");
    return { status: 200, body: { candidat_id: decode(fields).candidat_id } };
  };
  return [
    ...["/api/login", "/api/v1/login"].map((path): Route => ({ method: "POST", path, handle: signIn })),
    ...["/api/me", "/api/v1/me"].map((path): Route => ({ method: "GET", path, handle: me })),
  ];
}
