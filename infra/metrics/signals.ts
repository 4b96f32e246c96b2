import { durationText } from "./duration-text.ts";
import { JOBS, type Job, type Release } from "./names.ts";
import { grown, type Matchers, select, share, whileScraped } from "./promql.ts";
import { partsOf, silenceWindow } from "./windows.ts";

/**
 * Every signal, named once: the gate, the progress display, dashboards and alerts all ask these texts. Each is a PromQL
 * expression with at most one series and no labels; an empty answer or NaN means NO DATA.
 */

/** Who saw the requests: the gateway users' own, the prober its replayed ones. */
export type Source = "gateway" | "prober";

/** What is asked about one release. Times in seconds. */
export interface Scope {
  readonly release: Release;
  readonly source: Source;
  readonly window: number;
  readonly scrapeEvery: number;
}

/** What is asked of the prober about one release, whoever gets the traffic. */
export type ProbeScope = Omit<Scope, "source">;

interface Seen {
  readonly job: Job;
  readonly requests: string;
  readonly durations: string;
  readonly judged: Matchers;
  readonly failed: Matchers;
}

const SEEN: Record<Source, Seen> = {
  gateway: {
    job: JOBS.gatewayExporter,
    requests: "gateway_requests_total",
    durations: "gateway_request_duration_seconds_bucket",
    // A client that went away says nothing about the release.
    judged: { outcome: { not: "canceled" } },
    // A fallback is a failure of the release that was asked first, though the user got an answer.
    failed: { outcome: { oneOf: ["error", "fallback"] } },
  },
  prober: {
    job: JOBS.prober,
    requests: "probe_requests_total",
    durations: "probe_request_duration_seconds_bucket",
    judged: {},
    failed: { outcome: "error" },
  },
};

/** Who sees `release` when V2 gets `v2` percent: users where it has any, else the prober. */
export function sourceOf(release: Release, v2: number): Source {
  return (release === "v2" ? v2 : 100 - v2) > 0 ? "gateway" : "prober";
}

/** Requests that `release` was to answer; 0 when there were none while the source was watching. */
export function requests(scope: Scope): string {
  const seen = SEEN[scope.source];
  return watched(`${judged(scope)} or vector(0)`, seen.job, scope);
}

/** Share 0..1 of the users' requests that V2 was to answer; NaN when there were none. */
export function splitSeen({ window, scrapeEvery }: Omit<Scope, "release" | "source">): string {
  const of = (release: Release) => judged({ release, source: "gateway", window, scrapeEvery });
  const both = `((${of("v1")} or vector(0)) + (${of("v2")} or vector(0)))`;
  return watched(share(of("v2"), both), SEEN.gateway.job, { scrapeEvery });
}

/** Share 0..1 of the requests that `release` itself failed to answer. */
export function errorRate(scope: Scope): string {
  const seen = SEEN[scope.source];
  const failed = grown(select(seen.requests, { release: scope.release, ...seen.failed }), scope.window);
  return watched(share(failed, judged(scope)), seen.job, scope);
}

/** Seconds that 95 % of the requests of `release` took at most; the top bucket's edge when it was more than that. */
export function p95(scope: Scope): string {
  return watched(quantile95(scope, scope.window), SEEN[scope.source].job, scope);
}

/**
 * Seconds: the smallest P95 of the parts of the window. Above a bound only when V2 was slow all the time; a part without
 * requests counts as fast.
 */
export function sustainedP95(scope: Scope): string {
  const { part, range } = partsOf(scope.window);
  const parts = `(${quantile95(scope, part)} >= 0 or vector(0))[${durationText(range)}:${durationText(part)}]`;
  return watched(`min_over_time(${parts})`, SEEN[scope.source].job, scope);
}

/** Labelled predictions of `release` on requests that both releases answered. */
export function predictions(scope: ProbeScope): string {
  return watched(`${predicted(scope)} or vector(0)`, JOBS.prober, scope);
}

/** Relative gain of V2's accuracy over V1's on the same requests, (V2 - V1) / V1: 0.13 is 13 % better. */
export function accuracyGain(scope: Omit<ProbeScope, "release">): string {
  return watched(`${accuracyRatio(scope)} - 1`, JOBS.prober, scope);
}

/** V2's accuracy as a share of V1's on the same requests: 1 is equal. */
export function accuracyOfV1(scope: Omit<ProbeScope, "release">): string {
  return watched(accuracyRatio(scope), JOBS.prober, scope);
}

/** Health checks that were sent to `release`. */
export function healthChecks(scope: ProbeScope): string {
  return watched(`${checked(scope)} or vector(0)`, JOBS.prober, scope);
}

/** Share 0..1 of the health checks that `release` answered. */
export function availability(scope: ProbeScope): string {
  const answered = grown(
    select("probe_health_total", { release: scope.release, outcome: "ok" }),
    scope.window,
  );
  return watched(share(answered, checked(scope)), JOBS.prober, scope);
}

/**
 * Looks of Prometheus, within the silence window, at which the latest health check of `release` had been answered.
 * 0 means dead; empty while fewer than three looks say anything, so that one lost scrape is no death.
 */
export function signsOfLife(release: Release, scrapeEvery: number): string {
  const recent = `${select("probe_up", { release })}[${durationText(silenceWindow(scrapeEvery))}]`;
  const sum = `sum(sum_over_time(${recent}) and count_over_time(${recent}) >= 3)`;
  return whileScraped(sum, JOBS.prober, scrapeEvery);
}

/** How far data-sync is watched: no release is asked, the window alone. */
export type SyncScope = Pick<Scope, "window" | "scrapeEvery">;

/** Smallest share 0..1 of equal documents in any sample of both stores; 1 while both are empty. */
export function dataParity(scope: SyncScope): string {
  const told = select("sync_parity_ratio", {});
  return whileTold(`min(min_over_time(${told}[${durationText(scope.window)}]))`, told, 1, scope);
}

/**
 * Seconds: 95 % of the readings found the newest heartbeat that came from a store to the other at most so old, in the
 * worse direction.
 */
export function syncLag(scope: SyncScope): string {
  const told = select("sync_lag_seconds", {});
  return whileTold(`max(quantile_over_time(0.95, ${told}[${durationText(scope.window)}]))`, told, 2, scope);
}

/** While each of the series is still told: what was measured once says nothing about now. */
function whileTold(expression: string, told: string, series: number, scope: SyncScope): string {
  return watched(`${expression} and on () (count(${told}) == ${series})`, JOBS.dataSync, scope);
}

/** 1 when the last scrape of `job` worked, 0 when it failed. */
export function scraped(job: Job): string {
  return `max(${select("up", { job })})`;
}

function watched(expression: string, job: Job, scope: Pick<Scope, "scrapeEvery">): string {
  return whileScraped(expression, job, scope.scrapeEvery);
}

function quantile95(scope: Scope, window: number): string {
  const durations = select(SEEN[scope.source].durations, { release: scope.release });
  return `histogram_quantile(0.95, ${grown(durations, window, "le")})`;
}

function judged(scope: Scope): string {
  const seen = SEEN[scope.source];
  return grown(select(seen.requests, { release: scope.release, ...seen.judged }), scope.window);
}

function checked(scope: ProbeScope): string {
  return grown(select("probe_health_total", { release: scope.release }), scope.window);
}

function predicted(scope: Pick<ProbeScope, "release" | "window">): string {
  return grown(select("probe_predictions_total", { release: scope.release }), scope.window);
}

function accuracy(release: Release, window: number): string {
  const correct = grown(select("probe_predictions_correct_total", { release }), window);
  return share(correct, predicted({ release, window }));
}

function accuracyRatio(scope: Omit<ProbeScope, "release">): string {
  return `(${accuracy("v2", scope.window)}) / (${accuracy("v1", scope.window)})`;
}
