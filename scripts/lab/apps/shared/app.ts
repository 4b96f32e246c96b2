import { readSettings, runService } from "../../../../infra/services/settings.ts";
import { createMetrics } from "./app-metrics.ts";
import { type DocumentKind, documentRoutes } from "./document-routes.ts";
import { type Drill, watchDrill } from "./drill.ts";
import { healthRoutes } from "./health-routes.ts";
import { log } from "./log.ts";
import { type Enrich, matchRoutes } from "./match-routes.ts";
import { redisStore } from "./redis-store.ts";
import { type Route, routerFor } from "./router.ts";
import type { Scorer } from "./scorer.ts";
import { startServer } from "./server.ts";
import type { Store } from "./store.ts";

/** What tells one stand-in from another. */
export interface App {
  readonly name: "v1" | "v2" | "nexten";
  readonly version: string;
  readonly port: number;
  readonly algorithm: string;
  readonly healthPaths: readonly string[];
  readonly matchPaths: readonly string[];
  readonly scorer: Scorer;
  readonly documents: readonly DocumentKind[];
  readonly enrich?: Enrich;
  /** Who is signed in, and how one signs in. */
  readonly people?: (store: Store | null) => readonly Route[];
}

/** What an app needs from its surroundings. */
export interface Surroundings {
  readonly store: Store | null;
  readonly drill: () => Drill;
  readonly metrics: ReturnType<typeof createMetrics>;
}

/** All routes of an app. */
export function appRoutes(app: App, { store, drill, metrics }: Surroundings): Route[] {
  const { algorithm, scorer, enrich } = app;
  const matching = { paths: app.matchPaths, algorithm, scorer, drill, ...(enrich ? { enrich } : {}) };
  return [
    ...matchRoutes(matching),
    ...documentRoutes(app.documents, store),
    ...(app.people?.(store) ?? []),
    ...healthRoutes({ service: app.name, version: app.version, paths: app.healthPaths, store }, metrics),
  ];
}

/**
 * Runs an app until SIGTERM. Reads PORT, DRILL_FILE and, for its documents, STORE_HOST, STORE_PORT, STORE_USER and
 * STORE_PASSWORD_FILE from the environment.
 */
export function runApp(app: App): Promise<void> {
  return runService(app.name, async () => {
    const { port, storePort } = readSettings(process.env, (settings) => ({
      port: settings.number("PORT", app.port),
      storePort: settings.number("STORE_PORT", 6379),
    }));
    const store = app.documents.length > 0 ? storeFromEnvironment(storePort) : null;
    const drill = watchDrill(process.env.DRILL_FILE ?? "/tmp/drill.json", () => process.exit(1));
    const metrics = createMetrics({ processMetrics: true });
    const server = await startServer(
      routerFor(appRoutes(app, { store, drill: drill.current, metrics })),
      metrics,
      {
        port,
      },
    );
    log("listening", { app: app.name, port: server.port });
    return {
      async close() {
        await server.stop();
        drill.stop();
        await store?.close();
      },
    };
  });
}

function storeFromEnvironment(port: number): Store | null {
  const { STORE_HOST, STORE_USER, STORE_PASSWORD_FILE } = process.env;
  if (!STORE_HOST) return null;
  return redisStore({
    host: STORE_HOST,
    port,
    user: STORE_USER ?? null,
    passwordFile: STORE_PASSWORD_FILE ?? null,
  });
}
