import { performance } from "node:perf_hooks";
import { collectLatencies } from "./latency.ts";
import { type LoadReport, startTally } from "./report.ts";
import type { PlannedRequest } from "./requests.ts";
import { watchStickiness } from "./stickiness.ts";
import type { User } from "./user.ts";

/** Takes down how one request ended: call exactly one of the two, once. */
export interface Ending {
  /** A whole answer came; `release` is empty when it names none. */
  answered(status: number, release: string): void;
  unanswered(reason: string): void;
}

/** Sees every request of a load begin and end. */
export interface Observer {
  /** Seconds since the load began. */
  seconds(): number;
  /** A request begins that was due at `scheduledMs` on performance.now()'s clock. */
  begin(request: PlannedRequest, user: User, scheduledMs: number): Ending;
  skipped(): void;
  /** The split was changed on purpose: requests begun before say nothing about stickiness any more. */
  mark(): void;
  nextSecond(): void;
  report(): LoadReport;
}

/** Starts with nothing seen. */
export function startObserver(): Observer {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  const tally = startTally();
  const split = watchSplit();
  let skipped = 0;
  return {
    seconds,
    begin: (request, user, scheduledMs) => {
      const splitAnswered = split.begin(user, scheduledMs);
      tally.begin();
      return {
        answered: (status, release) => {
          tally.answered(seconds(), request.path, status);
          if (request.split && release !== "") splitAnswered(release);
        },
        unanswered: (reason) => tally.unanswered(seconds(), request.path, reason),
      };
    },
    skipped: () => {
      skipped++;
    },
    mark: split.mark,
    nextSecond: split.nextSecond,
    report: () => ({ t: seconds(), ...tally.counts(), skipped, ...split.report() }),
  };
}

// What answers of the split route tell: who gave them, how fast, and whether users stay where they were.
function watchSplit() {
  const latencies = collectLatencies();
  const users = watchStickiness();
  const cookieless = watchStickiness();
  const byRelease: Record<string, number> = {};
  let marks = 0;
  return {
    begin: (user: User, scheduledMs: number) => {
      const marksBefore = marks;
      const hadCookie = user.cookies !== null && user.cookies.size > 0;
      return (release: string) => {
        byRelease[release] = (byRelease[release] ?? 0) + 1;
        latencies.record(release, (performance.now() - scheduledMs) / 1000);
        if (marks !== marksBefore) return;
        (user.cookies === null ? cookieless : users).answered(user, release, hadCookie);
      };
    },
    mark: () => {
      marks++;
      users.reset();
      cookieless.reset();
    },
    nextSecond: latencies.nextSecond,
    report: () => ({
      byRelease: { ...byRelease },
      latency: latencies.report(),
      users: users.spread(),
      cookieless: cookieless.spread(),
    }),
  };
}
