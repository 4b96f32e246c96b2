import { type Endpoint, openPool } from "../load/target.ts";
import type { Send } from "./person.ts";

/** An address without a rate limit. */
const EXEMPT = "198.18.7.1";
const PATIENCE_MS = 10_000;

/** Browsers at the platform's public address. Nothing is ever sent twice. */
export function browsers(endpoint: Endpoint, connections: number): { send: Send; close(): Promise<void> } {
  const pool = openPool(endpoint, connections);
  return {
    async send({ method, path, cookie, json }) {
      try {
        const answer = await pool.request({
          method,
          path,
          headers: {
            host: endpoint.hostHeader,
            "x-forwarded-for": EXEMPT,
            cookie,
            ...(json === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
          headersTimeout: PATIENCE_MS,
          bodyTimeout: PATIENCE_MS,
        });
        const cookies = answer.headers["set-cookie"] ?? [];
        return { status: answer.statusCode, body: await answer.body.text(), cookies: [cookies].flat() };
      } catch {
        return { status: 0, body: "", cookies: [] };
      }
    },
    close: () => pool.close(),
  };
}
