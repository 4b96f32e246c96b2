/** Cookies of somebody who is signed in. V1 knows the first one only. */
export const COOKIES = { session: "ssm_session", refresh: "ssm_refresh", token: "ssm_token" } as const;
type CookieName = (typeof COOKIES)[keyof typeof COOKIES];

/** The value of a cookie in a `Cookie` header; null when it is not there. */
export function cookieOf(header: string | undefined, name: CookieName): string | null {
  for (const part of (header ?? "").split(";")) {
    const [found, ...value] = part.trim().split("=");
    if (found === name) return value.join("=");
  }
  return null;
}

/** A `Set-Cookie` header that no script and no other site can use; 0 seconds remove the cookie. */
export function setCookie(name: CookieName, value: string, seconds: number): string {
  return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}
