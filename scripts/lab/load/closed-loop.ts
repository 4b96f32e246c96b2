import { performance } from "node:perf_hooks";
import type { Failure } from "./report.ts";
import type { Running } from "./running.ts";

/** What a load that goes as fast as it can has seen so far. */
export interface BenchReport {
  /** Seconds since it began. */
  readonly t: number;
  /** Requests that have ended, of `planned`. `ended = lost + the sum of byStatus`. */
  readonly ended: number;
  readonly planned: number;
  /** Requests that got no whole answer; each was sent once. */
  readonly lost: number;
  /** Requests that the server refused unprocessed and the client therefore repeated (HTTP/2 only). */
  readonly refused: number;
  /** Connections that were opened in all. */
  readonly connections: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** By the release that answered. */
  readonly byRelease: Readonly<Record<string, number>>;
  /** The first 20. */
  readonly losses: readonly Failure[];
}

/** How one request ended. */
export type End = { readonly status: number; readonly release: string } | { readonly lost: string };

/** What a protocol adds to the loop. */
export interface Exchanger {
  /** Sends the n-th request, n from 0, over connection `slot` and waits for its end. Never rejects. */
  send(n: number, slot: number): Promise<End>;
  refused(): number;
  connections(): number;
  close(): Promise<void>;
}

/** How much is sent and how long at most. */
export interface ClosedLoopOptions {
  /** Requests under way at the same time. */
  readonly slots: number;
  readonly requests: number;
  readonly maxSeconds: number;
  readonly path: string;
}

const LOSSES_KEPT = 20;

/** Sends `requests` requests, `slots` at a time, each slot the next as soon as its last one ended. */
export function runClosedLoop(
  options: ClosedLoopOptions,
  exchanger: Exchanger,
  onReport?: (report: BenchReport) => void,
): Running<BenchReport> {
  const counts = startCounts(options, exchanger);
  let next = 0;
  let stopped = false;
  const slot = async (number: number) => {
    while (!stopped && next < options.requests && counts.seconds() < options.maxSeconds) {
      counts.add(await exchanger.send(next++, number));
    }
  };
  const ticker = setInterval(() => onReport?.(counts.report()), 1000);
  const done = Promise.all(Array.from({ length: options.slots }, (_, number) => slot(number))).then(
    async () => {
      clearInterval(ticker);
      await exchanger.close();
      return counts.report();
    },
  );
  return {
    snapshot: counts.report,
    mark: () => {},
    stop: () => {
      stopped = true;
      return done;
    },
    done,
  };
}

function startCounts({ requests, path }: ClosedLoopOptions, exchanger: Exchanger) {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  const byStatus: Record<string, number> = {};
  const byRelease: Record<string, number> = {};
  const losses: Failure[] = [];
  let ended = 0;
  let lost = 0;
  return {
    seconds,
    add: (end: End) => {
      ended++;
      if ("lost" in end) {
        lost++;
        if (losses.length < LOSSES_KEPT) losses.push({ t: seconds(), path, reason: end.lost });
        return;
      }
      byStatus[end.status] = (byStatus[end.status] ?? 0) + 1;
      if (end.release !== "") byRelease[end.release] = (byRelease[end.release] ?? 0) + 1;
    },
    report: (): BenchReport => ({
      t: seconds(),
      ended,
      planned: requests,
      lost,
      refused: exchanger.refused(),
      connections: exchanger.connections(),
      byStatus: { ...byStatus },
      byRelease: { ...byRelease },
      losses: [...losses],
    }),
  };
}
