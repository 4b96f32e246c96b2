import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { DURATION_BUCKETS } from "../duration-buckets.ts";

/** The releases that are compared. */
export const PROBED = ["v1", "v2"] as const;
/** One of them. */
export type Probed = (typeof PROBED)[number];

/** Counts what the prober sees of each release. */
export interface ProbeMetrics {
  request(release: Probed, ok: boolean, seconds: number): void;
  predictions(release: Probed, made: number, correct: number): void;
  health(release: Probed, up: boolean): void;
  /** A request that was due but not sent, because too many were waiting. */
  skipped(): void;
}

/** Registers the prober's metrics, every label pair from the start. */
export function probeMetrics(registry: Registry): ProbeMetrics {
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const requests = counter("probe_requests_total", "Labelled requests sent", "release", "outcome");
  const made = counter("probe_predictions_total", "Predictions both releases made", "release");
  const correct = counter("probe_predictions_correct_total", "Predictions that equal the label", "release");
  const checks = counter("probe_health_total", "Health checks", "release", "outcome");
  const skipped = counter("probe_skipped_total", "Labelled requests not sent, too many were waiting");
  const labelled = { labelNames: ["release"], registers: [registry] };
  const up = new Gauge({ name: "probe_up", help: "1 when the last health check passed", ...labelled });
  const duration = new Histogram({
    name: "probe_request_duration_seconds",
    help: "Time of a labelled request, failed ones included",
    buckets: DURATION_BUCKETS,
    ...labelled,
  });
  const outcomeOf = (ok: boolean) => (ok ? "ok" : "error");
  for (const release of PROBED) {
    for (const outcome of ["ok", "error"])
      for (const counts of [requests, checks]) counts.inc({ release, outcome }, 0);
    for (const counts of [made, correct]) counts.inc({ release }, 0);
  }
  return {
    request: (release, ok, seconds) => {
      requests.inc({ release, outcome: outcomeOf(ok) });
      duration.observe({ release }, seconds);
    },
    predictions: (release, count, right) => {
      made.inc({ release }, count);
      correct.inc({ release }, right);
    },
    health: (release, passed) => {
      up.set({ release }, passed ? 1 : 0);
      checks.inc({ release, outcome: outcomeOf(passed) });
    },
    skipped: () => skipped.inc(),
  };
}
