import { JOBS } from "./names.ts";
import { grown, select, whileScraped } from "./promql.ts";

/** How far back is looked, and how often everything is scraped, both in seconds. */
export interface SunsetScope {
  readonly window: number;
  readonly scrapeEvery: number;
}

/** Requests that V1 answered, by the address that they came from, in the label `caller`. V1's app tells it. */
export function callsOfV1({ window, scrapeEvery }: SunsetScope): string {
  const calls = grown(select("http_callers_total", { job: JOBS.v1 }), window, "caller");
  return whileScraped(calls, JOBS.v1, scrapeEvery);
}

/** Requests on V1's own routes, by route and user agent, in the label `client`. */
export function clientsOnV1Routes({ window, scrapeEvery }: SunsetScope): string {
  const clients = grown(select("gateway_v1_clients_total", {}), window, "client");
  return whileScraped(clients, JOBS.gatewayExporter, scrapeEvery);
}
