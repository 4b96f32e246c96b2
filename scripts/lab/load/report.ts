import type { LatencyReport } from "./latency.ts";
import type { Spread } from "./stickiness.ts";

/** A request that failed. */
export interface Failure {
  /** Seconds since the load began. */
  readonly t: number;
  readonly path: string;
  /** `status 502`, or why no answer came. */
  readonly reason: string;
}

/** What became of the requests. `sent = ok + failed + inFlight` at any moment. */
export interface Counts {
  readonly sent: number;
  /** Answered with a status below 500 other than 429. */
  readonly ok: number;
  /** No HTTP answer, a status from 500 on, or 429. */
  readonly failed: number;
  readonly inFlight: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** The first 20. */
  readonly failures: readonly Failure[];
}

/** What a load has seen so far. */
export interface LoadReport extends Counts {
  /** Seconds since the load began. */
  readonly t: number;
  /** Requests that were due but not sent, because too many were waiting. */
  readonly skipped: number;
  /** Answers of the split route by the release that gave them. */
  readonly byRelease: Readonly<Record<string, number>>;
  /** Answers of the split route, from the scheduled time of the request to the last byte of its answer. */
  readonly latency: Readonly<Record<string, LatencyReport>>;
  /** Users with a cookie jar. */
  readonly users: Spread;
  /** Clients that keep no cookies. */
  readonly cookieless: Spread;
}

/** Counts what became of each request. */
export interface Tally {
  begin(): void;
  answered(t: number, path: string, status: number): void;
  unanswered(t: number, path: string, reason: string): void;
  counts(): Counts;
}

const FAILURES_KEPT = 20;

/** Starts at zero. */
export function startTally(): Tally {
  let sent = 0;
  let ok = 0;
  let failed = 0;
  const byStatus: Record<string, number> = {};
  const failures: Failure[] = [];
  const fail = (failure: Failure) => {
    failed++;
    if (failures.length < FAILURES_KEPT) failures.push(failure);
  };
  return {
    begin: () => {
      sent++;
    },
    answered: (t, path, status) => {
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (status >= 500 || status === 429) fail({ t, path, reason: `status ${status}` });
      else ok++;
    },
    unanswered: (t, path, reason) => fail({ t, path, reason }),
    counts: () => ({
      sent,
      ok,
      failed,
      inFlight: sent - ok - failed,
      byStatus: { ...byStatus },
      failures: [...failures],
    }),
  };
}
