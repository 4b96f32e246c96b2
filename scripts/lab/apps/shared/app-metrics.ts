import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { DURATION_BUCKETS } from "../../../../infra/services/duration-buckets.ts";

/** The metrics of one app: requests and their durations, by endpoint. */
export interface AppMetrics {
  /** Counts one answered request that took `seconds`. */
  readonly observe: (method: string, endpoint: string, status: number, seconds: number) => void;
  /** All metrics as Prometheus text. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** A registry of its own; `processMetrics` adds memory, CPU and event loop. */
export function createMetrics(options: { processMetrics: boolean }): AppMetrics {
  const registry = new Registry();
  if (options.processMetrics) collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests answered",
    labelNames: ["method", "endpoint", "status"] as const,
    registers: [registry],
  });
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the request's head to the end of the answer",
    labelNames: ["endpoint"] as const,
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  return {
    observe(method, endpoint, status, seconds) {
      requests.inc({ method, endpoint, status });
      durations.observe({ endpoint }, seconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
