import { randomBytes } from "node:crypto";
import { SMALL_MATCH } from "../lab/load/requests.ts";
import { endpointOf, openPool, type Target } from "../lab/load/target.ts";

/** Clients that ask all the time and remember when V2 answered last. */
export interface V2Watch {
  /** On performance.now()'s clock, when the last answer of V2 was there; null before the first. */
  lastAnswer(): number | null;
  /** Requests that got no answer. */
  failed(): number;
  /** Safe to repeat. */
  readonly stop: () => Promise<void>;
}

/**
 * `clients` kept-alive HTTP/1.1 connections, each asking as a new user as soon as its last answer came. The moment
 * of an answer is later than the moment its request reached V2, so what is timed by it is never too short.
 */
export function watchV2(target: Target, clients: number): V2Watch {
  const endpoint = endpointOf(target);
  const pool = openPool(endpoint, clients);
  let stopped = false;
  let last: number | null = null;
  let failed = 0;
  const ask = async () => {
    const user = randomBytes(16).toString("hex");
    const headers = {
      host: endpoint.hostHeader,
      "content-type": "application/json",
      "x-forwarded-for": "198.18.0.1",
      cookie: `ssm_assignment=${user}`,
    };
    const request = { method: "POST", path: "/api/match", headers, body: SMALL_MATCH } as const;
    const answer = await pool.request(request);
    await answer.body.dump();
    if (answer.headers["x-release"] === "v2") last = performance.now();
  };
  const fail = () => {
    failed += 1;
  };
  const askAgain = async () => {
    while (!stopped) await ask().catch(fail);
  };
  const asking = Promise.all(Array.from({ length: clients }, askAgain));
  let ended: Promise<void> | null = null;
  const end = async () => {
    stopped = true;
    await asking;
    await pool.close();
  };
  return {
    lastAnswer: () => last,
    failed: () => failed,
    stop: () => {
      ended ??= end();
      return ended;
    },
  };
}
