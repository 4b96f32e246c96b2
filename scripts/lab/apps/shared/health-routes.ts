import type { AppMetrics } from "./app-metrics.ts";
import type { Route } from "./router.ts";
import type { Store } from "./store.ts";

export interface HealthOptions {
  readonly service: string;
  readonly version: string;
  readonly paths: readonly string[];
  /** Null for an app that keeps nothing. */
  readonly store: Store | null;
}

/**
 * Health on each path, and `/metrics`. Health is 200 while matching works, which needs no store: whether the store
 * answers is told beside it.
 */
export function healthRoutes(options: HealthOptions, metrics: AppMetrics): Route[] {
  const { service, version, store } = options;
  const health = options.paths.map(
    (path): Route => ({
      method: "GET",
      path,
      handle: () => ({
        status: 200,
        body: {
          status: "healthy",
          service,
          version,
          store: store === null ? "none" : store.isUp() ? "up" : "down",
        },
      }),
    }),
  );
  const read: Route = {
    method: "GET",
    path: "/metrics",
    handle: async () => ({
      status: 200,
      body: await metrics.text(),
      headers: { "Content-Type": metrics.contentType },
    }),
  };
  return [...health, read];
}
