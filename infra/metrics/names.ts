import { DURATION_BUCKETS } from "../services/duration-buckets.ts";

/** The two releases whose shares of the traffic a stage sets. */
export type Release = "v1" | "v2";

/** The `job` label of everything Prometheus scrapes. */
export const JOBS = {
  gatewayExporter: "gateway-exporter",
  v1: "v1",
  v2: "v2",
  nexten: "nexten",
  dataSync: "data-sync",
  identity: "identity",
  prober: "prober",
  prometheus: "prometheus",
} as const;

/** Name of a scrape job. */
export type Job = (typeof JOBS)[keyof typeof JOBS];

/** Highest finite bucket edge of every duration histogram, in seconds. */
export const TOP_BUCKET = Math.max(...DURATION_BUCKETS);
