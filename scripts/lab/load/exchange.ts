import type { Pool } from "undici";
import type { Ending } from "./observer.ts";
import type { PlannedRequest } from "./requests.ts";
import { keepCookies, type User, userHeaders } from "./user.ts";

/**
 * Sends one request of `user` once and waits for its whole answer, at most `timeout` seconds. Tells `ending` how
 * it ended, exactly once; never rejects.
 */
export async function exchange(
  pool: Pool,
  hostHeader: string,
  request: PlannedRequest,
  user: User,
  timeout: number,
  ending: Ending,
): Promise<void> {
  const signal = AbortSignal.timeout(timeout * 1000);
  let status: number;
  let release: string;
  try {
    const answer = await pool.request({
      method: request.method,
      path: request.path,
      headers: {
        host: hostHeader,
        ...(request.body === null ? {} : { "content-type": "application/json" }),
        ...userHeaders(user),
      },
      body: request.body,
      signal,
    });
    keepCookies(user, answer.headers["set-cookie"]);
    await answer.body.arrayBuffer();
    status = answer.statusCode;
    release = String(answer.headers["x-release"] ?? "");
  } catch (error) {
    return ending.unanswered(signal.aborted ? `no answer within ${timeout} s` : reasonOf(error));
  }
  ending.answered(status, release);
}

/** Short text of a failed connection: message and code. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? ` (${error.code})` : "";
  return `${error.message}${code}`;
}
