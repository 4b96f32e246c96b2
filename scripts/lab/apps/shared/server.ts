import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppMetrics } from "./app-metrics.ts";
import { listenerFor } from "./listener.ts";
import type { Router } from "./router.ts";

/** A listening app. */
export interface RunningServer {
  readonly port: number;
  /** Finishes what is under way and closes. Resolves when the last connection is gone, at most about 9 s later. */
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** How long idle connections stay open after `stop`, ms: answers in that time carry `Connection: close`. */
  readonly drainMs?: number;
}

/** Idle connections outlive the gateway's (60 s by default in nginx), so the gateway never meets a closing one. */
const keepAliveMs = 80_000;
/** A stop ends within Docker's 10 s, whatever clients do. */
const patienceMs = 8_000;

/** Listens on all addresses. Rejects when the port is taken. */
export async function startServer(
  router: Router,
  metrics: AppMetrics,
  options: ServerOptions,
): Promise<RunningServer> {
  let draining = false;
  const listener = listenerFor(router, metrics, () => draining);
  const server = createServer(
    { keepAliveTimeout: keepAliveMs, requestTimeout: 30_000 },
    (request, response) => {
      void listener(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, resolve);
  });
  const address = server.address();
  const stop = async () => {
    draining = true;
    await new Promise((resolve) => setTimeout(resolve, options.drainMs ?? 1_000));
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const hurry = setTimeout(() => server.closeAllConnections(), patienceMs);
    await closed;
    clearTimeout(hurry);
  };
  return { port: isInternet(address) ? address.port : options.port, stop };
}

function isInternet(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
