import { parseCookie } from "undici";

/** One client of the platform: the same address and browser all its life. */
export interface User {
  readonly address: string;
  readonly userAgent: string;
  /** Cookies by name; null for a client that keeps none. */
  readonly cookies: Map<string, string> | null;
}

const USER_AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
] as const;

const HOSTS_PER_NETWORK = 254;

/**
 * `count` users with an address each from 198.18.0.0/16, or from 198.19.0.0/16 for those without cookies: the
 * ranges set aside for benchmarks (RFC 2544), so never a real client's. Always the same users.
 */
export function makeUsers(count: number, kind: "with cookies" | "without cookies"): User[] {
  const second = kind === "with cookies" ? 18 : 19;
  return Array.from({ length: count }, (_, index) => ({
    address: `198.${second}.${Math.floor(index / HOSTS_PER_NETWORK) % 256}.${(index % HOSTS_PER_NETWORK) + 1}`,
    userAgent: USER_AGENTS[index % USER_AGENTS.length] ?? USER_AGENTS[0],
    cookies: kind === "with cookies" ? new Map() : null,
  }));
}

/** Picks who sends the n-th request, n from 0. */
export type UserPicker = (n: number) => User;

// Every 20th request, 5 %, comes from a client without cookies.
const COOKIELESS_EVERY = 20;

/** `count` users in turn, so that all are seen soon, and one twentieth as many clients without cookies between. */
export function gatherUsers(count: number): UserPicker {
  const users = makeUsers(count, "with cookies");
  const cookieless = makeUsers(Math.ceil(count / COOKIELESS_EVERY), "without cookies");
  const inTurn = (group: readonly User[], turn: number): User => {
    const user = group[turn % group.length];
    if (user === undefined) throw new RangeError("a load needs at least one user");
    return user;
  };
  return (n) => {
    const cookielessBefore = Math.floor((n + 1) / COOKIELESS_EVERY);
    return (n + 1) % COOKIELESS_EVERY === 0
      ? inTurn(cookieless, cookielessBefore - 1)
      : inTurn(users, n - cookielessBefore);
  };
}

/** Headers that identify the user. */
export function userHeaders(user: User): Record<string, string> {
  const headers: Record<string, string> = { "x-forwarded-for": user.address, "user-agent": user.userAgent };
  if (user.cookies !== null && user.cookies.size > 0) {
    headers.cookie = [...user.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
  return headers;
}

/** Keeps the cookies of an answer as a browser would: replaced by name, dropped when expired. */
export function keepCookies(user: User, setCookie: string | readonly string[] | undefined): void {
  if (user.cookies === null || setCookie === undefined) return;
  for (const text of typeof setCookie === "string" ? [setCookie] : setCookie) {
    const cookie = parseCookie(text);
    if (cookie === null) continue;
    if (cookie.maxAge !== undefined && cookie.maxAge <= 0) user.cookies.delete(cookie.name);
    else user.cookies.set(cookie.name, cookie.value);
  }
}
