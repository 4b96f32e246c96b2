import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { DURATION_BUCKETS } from "../../../../infra/services/duration-buckets.ts";

/** One answered request, from `caller`'s address, that took `seconds`. */
export interface Answered {
  readonly method: string;
  readonly endpoint: string;
  readonly status: number;
  readonly seconds: number;
  readonly caller: string;
}

/** The metrics of one app: requests and their durations, by endpoint, and who asks. */
export interface AppMetrics {
  readonly observe: (answered: Answered) => void;
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
  const callers = new Counter({
    name: "http_callers_total",
    help: "Requests answered, by the address that they came from: on the internal networks nobody can feign it",
    labelNames: ["caller"] as const,
    registers: [registry],
  });
  return {
    observe({ method, endpoint, status, seconds, caller }) {
      requests.inc({ method, endpoint, status });
      durations.observe({ endpoint }, seconds);
      callers.inc({ caller });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
