import { createHash, createPublicKey } from "node:crypto";
import {
  calculateJwkThumbprint,
  exportJWK,
  importPKCS8,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from "jose";
import { z } from "zod";

const ALGORITHM = "RS256";
const ISSUER = "auth.supersmartmatch.com";
const AUDIENCE = "api.supersmartmatch.v2";
/** Seconds that an access token lives. */
export const TOKEN_SECONDS = 15 * 60;

const claims = z.object({
  user_id: z.string().min(1),
  permissions: z.array(z.string()),
  api_version: z.literal("v2"),
  session_id: z.string().min(1),
});
/** What a token says. There are no roles yet, so its permissions are none. */
export type Claims = z.infer<typeof claims>;

/** Signs access tokens and publishes what they are verified with. */
export interface Signer {
  /** The token of a user in the session with this id. */
  sign(userId: string, sessionId: string, now: number): Promise<string>;
  readonly keys: JSONWebKeySet;
}

/**
 * The first of the keys, PKCS #8 as PEM, signs; all are published, each under its RFC 7638 thumbprint. Rejects when
 * one is no RSA key.
 */
export async function signer(privateKeys: readonly string[]): Promise<Signer> {
  const published = await Promise.all(privateKeys.map(publicJwk));
  const [first] = privateKeys;
  const kid = published[0]?.kid;
  if (first === undefined || kid === undefined) throw new Error("there must be a key to sign with");
  const key = await importPKCS8(first, ALGORITHM);
  return {
    keys: { keys: published },
    sign(userId, sessionId, now) {
      const seconds = Math.floor(now / 1000);
      const said: Claims = {
        user_id: userId,
        permissions: [],
        api_version: "v2",
        session_id: sessionName(sessionId),
      };
      return new SignJWT(said)
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: "JWT" })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + TOKEN_SECONDS)
        .sign(key);
    },
  };
}

/**
 * How a token names a session: a hash of its id. Who reads a token, in a log say, cannot make V1's cookie of it, and
 * who has both can tell that they belong together.
 */
export function sessionName(id: string): string {
  return createHash("sha256").update(id).digest("base64url");
}

/** What a token says, when it was signed with one of these keys for V2 and is still good; null otherwise. */
export async function verifyToken(token: string, keys: JWTVerifyGetKey, now: number): Promise<Claims | null> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ["exp", "iat"],
      currentDate: new Date(now),
    });
    return claims.parse(payload);
  } catch {
    return null;
  }
}

async function publicJwk(privateKey: string) {
  const jwk = await exportJWK(createPublicKey(privateKey));
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: ALGORITHM, use: "sig" };
}
