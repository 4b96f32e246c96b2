import type { Pool } from "undici";
import { type Endpoint, openPool } from "../../lab/load/target.ts";
import type { Outcome } from "./entry.ts";

/** What became of a request: an HTTP answer, or null when there was none. */
export type Answer = { readonly status: number; readonly body: unknown } | null;

/** The public address as the writers use it: nothing is ever sent twice, and no request rejects. */
export interface Api {
  send(method: "GET" | "PUT" | "PATCH" | "DELETE", path: string, json?: object): Promise<Answer>;
  close(): Promise<void>;
}

const ANSWER_WITHIN_MS = 10_000;
/** An address without a rate limit; the lab's own place names it. */
const CLIENT = "198.18.0.9";

export function openApi(endpoint: Endpoint, connections: number): Api {
  const pool: Pool = openPool(endpoint, connections);
  const headers = { host: endpoint.hostHeader, "x-forwarded-for": CLIENT };
  return {
    async send(method, path, json) {
      try {
        const answer = await pool.request({
          method,
          path,
          headers: json === undefined ? headers : { ...headers, "content-type": "application/json" },
          body: json === undefined ? null : JSON.stringify(json),
          headersTimeout: ANSWER_WITHIN_MS,
          bodyTimeout: ANSWER_WITHIN_MS,
        });
        return { status: answer.statusCode, body: read(await answer.body.text()) };
      } catch {
        return null;
      }
    },
    close: () => pool.destroy(),
  };
}

/**
 * What a writer may believe after this answer: 2xx is done and 4xx is not. The gateway's own 503 is the kill switch, which
 * passes nothing on; every other 5xx may hide a write that was made.
 */
export function outcomeOf(answer: Answer): Outcome {
  if (answer === null) return "unknown";
  const { status, body } = answer;
  if (status < 300) return "acknowledged";
  if (status < 500) return "refused";
  return status === 503 && isKilled(body) ? "refused" : "unknown";
}

function isKilled(body: unknown): boolean {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  return body.error === "V2 is switched off for now";
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
