import { performance } from "node:perf_hooks";
import type { Dispatcher, Pool } from "undici";
import { startPacer } from "../../../infra/services/pacer.ts";
import { type ChildLoad, runInChild } from "./child.ts";
import type { End } from "./closed-loop.ts";
import { runCommand } from "./command.ts";
import { collectLatencies, type Percentiles } from "./latency.ts";
import { dispatchOnce, smallMatches } from "./match-dispatch.ts";
import type { Running } from "./running.ts";
import { endpointOf, openPool } from "./target.ts";

/** What the steady load does unless told otherwise. */
export const STEADY_DEFAULTS = {
  url: "https://127.0.0.1:8443",
  host: "api.ssm.localhost",
  caFile: "",
  path: "/api/match",
  /** Requests per second, sent on schedule whatever becomes of the ones before. */
  rate: 1000,
  /** How long it sends. */
  seconds: 10,
  /** Its first seconds, which are not measured: connections are opened then. */
  warmUp: 1,
  connections: 64,
};

/** See STEADY_DEFAULTS. */
export type SteadyOptions = Readonly<typeof STEADY_DEFAULTS>;

/** What a steady load has seen so far. */
export interface SteadyReport {
  readonly sent: number;
  /** Requests without a whole answer, or with one that is not 200; each was sent once. */
  readonly failed: number;
  /** From the scheduled time of a request to the end of its answer, so that waiting for a free connection counts; null before the first. */
  readonly latency: Percentiles | null;
}

/**
 * Sends small match requests at a fixed rate over kept-alive HTTP/1.1 connections, open loop, and measures how
 * long each took. Nothing is sent twice. Throws InputError when the target cannot be used.
 */
export function startSteady(
  options: SteadyOptions,
  onReport?: (report: SteadyReport) => void,
): Running<SteadyReport> {
  const endpoint = endpointOf(options);
  const pool = openPool(endpoint, options.connections);
  const send = sender(pool, smallMatches(endpoint, options.path));
  const seen = startSeen(options.warmUp);
  const pending = new Set<Promise<void>>();
  const { promise: done, resolve } = Promise.withResolvers<SteadyReport>();
  const startedMs = performance.now();
  const pacer = startPacer(options.rate, (scheduledMs) => {
    if (scheduledMs - startedMs >= options.seconds * 1000) return void stop();
    const sending = send().then((end) =>
      seen.ended(end, scheduledMs - startedMs, performance.now() - startedMs),
    );
    seen.sent();
    pending.add(sending);
    void sending.finally(() => pending.delete(sending));
  });
  const ticker = setInterval(() => onReport?.(seen.report()), 1000);
  const stop = () => {
    pacer.stop();
    clearInterval(ticker);
    void Promise.all(pending).then(async () => {
      if (!pool.destroyed) await pool.destroy();
      resolve(seen.report());
    });
    return done;
  };
  return { snapshot: seen.report, mark: () => {}, stop, done };
}

function sender(pool: Pool, requests: readonly Dispatcher.DispatchOptions[]): () => Promise<End> {
  let next = 0;
  return async () => {
    const request = requests[next++ % requests.length];
    return request === undefined ? { lost: "no request" } : dispatchOnce(pool, request);
  };
}

// Times are milliseconds since the load began.
function startSeen(warmUp: number) {
  const latencies = collectLatencies();
  let sent = 0;
  let failed = 0;
  return {
    sent: () => {
      sent++;
    },
    ended: (end: End, scheduled: number, ended: number) => {
      if ("lost" in end || end.status !== 200) failed++;
      else if (scheduled >= warmUp * 1000) latencies.record("all", (ended - scheduled) / 1000);
    },
    report: (): SteadyReport => ({ sent, failed, latency: latencies.report().all?.total ?? null }),
  };
}

/** The same load in a process of its own. */
export function runSteadyProcess(options: SteadyOptions): ChildLoad<SteadyReport> {
  return runInChild(new URL(import.meta.url), options);
}

if (import.meta.main) {
  await runCommand({
    about: "Sends POST requests at a fixed rate and measures how long each takes from its scheduled time.",
    defaults: STEADY_DEFAULTS,
    start: startSteady,
  });
}
