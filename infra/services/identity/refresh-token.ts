import { createHmac, timingSafeEqual } from "node:crypto";

/** Makes refresh tokens and knows them again. They follow from session, generation and key, so no store holds one. */
export interface RefreshTokens {
  of(id: string, generation: number): string;
  /** The generation of a token of this session; null for anything else. */
  generationOf(id: string, token: string): number | null;
}

/** Refresh tokens that only the holder of this key can make: `<generation>.<HMAC-SHA256>`. */
export function refreshTokens(key: string): RefreshTokens {
  const of = (id: string, generation: number) =>
    `${generation}.${createHmac("sha256", key).update(`${generation} ${id}`).digest("base64url")}`;
  return {
    of,
    generationOf(id, token) {
      const generation = Number(/^[1-9]\d{0,8}(?=\.)/.exec(token)?.[0] ?? "0");
      return generation > 0 && isSame(token, of(id, generation)) ? generation : null;
    },
  };
}

/** Compares two secrets in the same time, wherever they differ. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHmac("sha256", "compare").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
