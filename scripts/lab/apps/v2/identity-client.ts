import { readFile } from "node:fs/promises";
import { createRemoteJWKSet } from "jose";
import { z } from "zod";
import { type Claims, verifyToken } from "../../../../infra/services/identity/access-token.ts";
import { away } from "../shared/with-store.ts";

/** Tokens that identity gave, as headers for the browser. */
export interface Given {
  readonly claims: Claims;
  readonly cookies: string[];
}

/** Identity as V2 sees it. Every call refuses with 503 when identity gives no answer. */
export interface IdentityClient {
  /** What a token says; null when it is none of ours, or no longer good. */
  verify(token: string): Promise<Claims | null>;
  open(userId: string): Promise<Given>;
  /** Tokens for whoever has these cookies; null when nobody is signed in with them. */
  renew(cookie: string, by: "refresh" | "exchange"): Promise<Given | null>;
}

const PATIENCE_MS = 3_000;
const answer = z.object({ token: z.string() });

/** Asks identity at this address; the file holds the key that V2 opens sessions with. */
export function identityClient(url: string, keyFile: string): IdentityClient {
  const keys = createRemoteJWKSet(new URL(`${url}/api/auth/jwks`));
  const verify = (token: string) => verifyToken(token, keys, Date.now());
  const ask = async (path: string, headers: Record<string, string>, body?: unknown) => {
    const asked = fetch(url + path, {
      method: "POST",
      headers,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await asked.catch(() => null);
    if (response === null || response.status >= 500) throw away("identity gives no answer, try again");
    if (response.status === 401) return null;
    if (!response.ok) throw new Error(`identity refuses ${path}: ${await response.text()}`);
    const { token } = answer.parse(await response.json());
    const claims = await verify(token);
    if (claims === null) throw new Error("identity gave a token that its own keys do not verify");
    return { claims, cookies: response.headers.getSetCookie() };
  };
  return {
    verify,
    async open(userId) {
      const authorization = `Bearer ${(await readFile(keyFile, "utf8")).trim()}`;
      const given = await ask("/internal/sessions", { authorization }, { user_id: userId });
      if (given === null) throw new Error("identity opened a session and says that nobody is signed in");
      return given;
    },
    renew: (cookie, by) => ask(`/api/auth/${by}`, { cookie }),
  };
}
