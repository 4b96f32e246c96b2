import { Pool } from "undici";

/** Where one release answers. */
export interface ReleaseAddress {
  readonly base: URL;
  /** Path of its health page. */
  readonly health: string;
}

/** Job id -> score from 0 to 100, as one release answered. */
export type Scores = ReadonlyMap<string, number>;

/** Talks to one release past the gateway. */
export interface ReleaseClient {
  /** The scores of one match request; null when it failed, took over 2 s or made no sense. Never retries. */
  match(body: string): Promise<Scores | null>;
  /** Whether the health page answered 200 within 1 s. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

const MATCH_TIMEOUT_MS = 2000;
const HEALTH_TIMEOUT_MS = 1000;
const CONNECTIONS = 32;

/** Opens kept-alive connections to one release, as they are needed. */
export function connectRelease(address: ReleaseAddress): ReleaseClient {
  const options = { allowH2: false, pipelining: 1 };
  const matches = new Pool(address.base.origin, { ...options, connections: CONNECTIONS });
  // Apart, so that waiting matches never make a healthy release look dead.
  const health = new Pool(address.base.origin, { ...options, connections: 2 });
  return {
    match: (body) => orElse(null, () => requestMatch(matches, body)),
    healthy: () => orElse(false, () => requestHealth(health, address.health)),
    close: async () => {
      await Promise.all([matches.destroy(), health.destroy()]);
    },
  };
}

async function requestMatch(pool: Pool, body: string): Promise<Scores | null> {
  const answer = await pool.request({
    method: "POST",
    path: "/api/match",
    headers: { "content-type": "application/json", "x-probe": "1" },
    body,
    signal: AbortSignal.timeout(MATCH_TIMEOUT_MS),
  });
  const text = await answer.body.text();
  return answer.statusCode === 200 ? scoresOf(JSON.parse(text)) : null;
}

async function requestHealth(pool: Pool, path: string): Promise<boolean> {
  const answer = await pool.request({
    method: "GET",
    path,
    headers: { "x-probe": "1" },
    signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
  });
  await answer.body.dump();
  return answer.statusCode === 200;
}

function scoresOf(answer: { readonly matches?: unknown } | null): Scores | null {
  if (!Array.isArray(answer?.matches)) return null;
  const scores = new Map<string, number>();
  for (const match of answer.matches) {
    if (typeof match?.job_id !== "string" || typeof match.score !== "number") return null;
    scores.set(match.job_id, match.score);
  }
  return scores;
}

async function orElse<T>(failed: T, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch {
    return failed;
  }
}
