import { Counter, Histogram, type Registry } from "prom-client";
import { DURATION_BUCKETS } from "../duration-buckets.ts";
import { parseLine, type Release, type ReleasePorts } from "./log-entry.ts";
import { outcomeOf } from "./outcome.ts";

const RELEASES: readonly Release[] = ["v1", "v2", "nexten"];
/** Clients named one by one; more of them would be series that strangers make. The rest count together. */
const MOST_CLIENTS = 200;
const UNNAMED = "others";
const OUTCOMES = ["ok", "error", "fallback", "canceled"] as const;

/**
 * Registers the metrics of the gateway's access log and returns the function that counts one line of it.
 * Every label pair exists from the start, so that a rate over the first error is no gap.
 */
export function logMetrics(registry: Registry, ports?: ReleasePorts): (line: string) => void {
  const { lines, bad, requests, refused, duration, clients } = register(registry);
  // Looked up once: label objects would be hashed again for every line.
  const counters = new Map(
    RELEASES.flatMap((release) =>
      OUTCOMES.map((outcome) => [`${release} ${outcome}`, requests.labels({ release, outcome })] as const),
    ),
  );
  const durations = new Map(RELEASES.map((release) => [release, duration.labels({ release })]));
  for (const child of counters.values()) child.inc(0);
  clients.inc({ client: UNNAMED }, 0);
  const named = new Set<string>();
  const nameOf = (client: string) => {
    if (named.size < MOST_CLIENTS) named.add(client);
    return named.has(client) ? client : UNNAMED;
  };

  return (line) => {
    lines.inc();
    const entry = parseLine(line, ports);
    if (entry === null) return bad.inc();
    if (entry.v1Client !== null) clients.inc({ client: nameOf(entry.v1Client) });
    const result = outcomeOf(entry);
    if (result.kind === "refused") return refused.inc({ status: String(result.status) });
    if (result.kind === "other") return;
    counters.get(`${result.release} ${result.outcome}`)?.inc();
    if (result.ownSeconds !== null) durations.get(result.release)?.observe(result.ownSeconds);
  };
}

function register(registry: Registry) {
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  return {
    lines: counter("gateway_log_lines_total", "Log lines received"),
    bad: counter("gateway_log_lines_bad_total", "Log lines not understood"),
    requests: counter(
      "gateway_requests_total",
      "Requests by the release they were assigned to and that release's own outcome",
      "release",
      "outcome",
    ),
    refused: counter("gateway_refused_total", "Requests that the gateway answered itself", "status"),
    clients: counter(
      "gateway_v1_clients_total",
      "Requests on V1's own routes, by route and user agent",
      "client",
    ),
    duration: new Histogram({
      name: "gateway_request_duration_seconds",
      help: "Time of the assigned release's own attempt",
      labelNames: ["release"],
      buckets: DURATION_BUCKETS,
      registers: [registry],
    }),
  };
}
