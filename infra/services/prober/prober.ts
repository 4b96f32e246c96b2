import { performance } from "node:perf_hooks";
import { Registry } from "prom-client";
import { serveMetrics } from "../metrics-server.ts";
import { startPacer } from "../pacer.ts";
import type { LabelledRequest } from "./labelled.ts";
import { PROBED, type Probed, type ProbeMetrics, probeMetrics } from "./probe-metrics.ts";
import { connectRelease, type ReleaseAddress, type ReleaseClient, type Scores } from "./release-client.ts";

/** What is compared, how often and on which requests. */
export interface ProberOptions {
  /** Port of `/metrics` and `/health`; 0 takes a free one. */
  readonly httpPort: number;
  readonly releases: Readonly<Record<Probed, ReleaseAddress>>;
  readonly labelled: readonly LabelledRequest[];
  /** Labelled requests per second, each sent to both releases. */
  readonly rate: number;
  /** Most labelled requests that wait for an answer at the same time. */
  readonly maxInFlight: number;
}

/** A running prober and the port it got. */
export interface Prober {
  readonly httpPort: number;
  close(): Promise<void>;
}

// A prediction is "match" from this score on: the contract of every release.
const MATCH_SCORE = 60;

/**
 * Compares both releases until closed, and serves what it saw as metrics. The set is walked in its own order
 * again and again, so the counts over one whole round are the exact accuracy on the set.
 */
export async function startProber(options: ProberOptions): Promise<Prober> {
  const registry = new Registry();
  const metrics = probeMetrics(registry);
  const server = await serveMetrics(registry, options.httpPort);
  const clients = {
    v1: connectRelease(options.releases.v1),
    v2: connectRelease(options.releases.v2),
  };
  const matches = startMatches(options, clients, metrics);
  const health = startPacer(1, () => {
    for (const release of PROBED) {
      void clients[release].healthy().then((up) => metrics.health(release, up));
    }
  });
  return {
    httpPort: server.port,
    close: async () => {
      matches.stop();
      health.stop();
      await Promise.all([server.close(), clients.v1.close(), clients.v2.close()]);
    },
  };
}

function startMatches(
  { labelled, rate, maxInFlight }: ProberOptions,
  clients: Readonly<Record<Probed, ReleaseClient>>,
  metrics: ProbeMetrics,
) {
  let next = 0;
  let inFlight = 0;
  return startPacer(rate, () => {
    // A skipped request keeps its place: no label is left out of a round.
    if (inFlight >= maxInFlight) return metrics.skipped();
    const request = labelled[next++ % labelled.length];
    if (request === undefined) return;
    inFlight++;
    void compare(request, clients, metrics).finally(() => inFlight--);
  });
}

async function compare(
  request: LabelledRequest,
  clients: Readonly<Record<Probed, ReleaseClient>>,
  metrics: ProbeMetrics,
): Promise<void> {
  const ask = async (release: Probed) => {
    const sentMs = performance.now();
    const scores = await clients[release].match(request.body);
    metrics.request(release, scores !== null, (performance.now() - sentMs) / 1000);
    return scores;
  };
  const [v1, v2] = await Promise.all([ask("v1"), ask("v2")]);
  if (v1 === null || v2 === null) return;
  metrics.predictions("v1", request.labels.size, countCorrect(v1, request.labels));
  metrics.predictions("v2", request.labels.size, countCorrect(v2, request.labels));
}

/** How many labels the scores predict. A job without a score is predicted as no match. */
export function countCorrect(scores: Scores, labels: ReadonlyMap<string, boolean>): number {
  let correct = 0;
  for (const [job, label] of labels) {
    if ((scores.get(job) ?? 0) >= MATCH_SCORE === label) correct++;
  }
  return correct;
}
