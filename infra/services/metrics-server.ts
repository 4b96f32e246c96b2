import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Gauge, type Registry } from "prom-client";

/** A running HTTP server; `close` also ends its open connections. */
export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** What else a service answers with. */
export interface ServeOptions {
  /** Awaited before the metrics are collected. */
  readonly refresh?: () => Promise<void>;
  /** `/ready` answers 200 while this is true, else 503. */
  readonly isReady?: () => boolean;
  /** Answers every other path; without it they are 404. */
  readonly otherwise?: RequestListener;
}

// Longer than the gateway keeps an idle connection, so that it never asks on one that is just being closed.
const KEEP_ALIVE_MS = 80_000;

/**
 * Serves `/metrics` as Prometheus text, `/health` as 200, and `/ready`. Port 0 takes a free one. Rejects when the
 * port is taken.
 */
export async function serveMetrics(
  registry: Registry,
  port: number,
  { refresh, isReady = () => true, otherwise = notFound }: ServeOptions = {},
): Promise<MetricsServer> {
  new Gauge({
    name: "process_start_time_seconds",
    help: "when this process began, in seconds since 1970",
    registers: [registry],
  }).set(performance.timeOrigin / 1000);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/health") return answer(response, 200, "application/json", '{"status":"healthy"}\n');
    if (path === "/ready")
      return isReady()
        ? answer(response, 200, "application/json", '{"status":"ready"}\n')
        : answer(response, 503, "application/json", '{"status":"not ready"}\n');
    if (path !== "/metrics") return otherwise(request, response);
    collect(registry, refresh).then(
      (text) => answer(response, 200, registry.contentType, text),
      (error: Error) => answer(response, 500, "text/plain", `${error.message}\n`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function collect(registry: Registry, refresh?: () => Promise<void>): Promise<string> {
  await refresh?.();
  return registry.metrics();
}

function notFound(_request: unknown, response: ServerResponse): void {
  answer(response, 404, "text/plain", "try /metrics or /health\n");
}

function answer(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { "content-type": type }).end(text);
}
