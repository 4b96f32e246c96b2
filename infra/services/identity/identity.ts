import { Counter, Gauge, Registry } from "prom-client";
import { serveMetrics } from "../metrics-server.ts";
import type { Signer } from "./access-token.ts";
import { routes } from "./routes.ts";
import { serve } from "./serve.ts";
import type { SessionStore } from "./session-store.ts";
import { sessions } from "./sessions.ts";

/** What identity works with. */
export interface IdentityOptions {
  /** 0 takes a free one. */
  readonly httpPort: number;
  readonly stores: readonly SessionStore[];
  readonly signer: Signer;
  /** What refresh tokens are made with. */
  readonly refreshKey: string;
  /** What an app shows to open a session. */
  readonly callerKey: string;
}

/** Opens, renews and ends sessions until closed. Rejects when the port is taken. */
export async function startIdentity(options: IdentityOptions) {
  const { httpPort, stores, signer, refreshKey, callerKey } = options;
  const registry = new Registry();
  const all = sessions(stores, refreshKey);
  const answers = new Counter({
    name: "identity_answers_total",
    help: "answers by path and status",
    labelNames: ["path", "status"],
    registers: [registry],
  });
  new Gauge({
    name: "identity_revocations_waiting",
    help: "sessions that were ended, but not yet in a store that gives no answer",
    registers: [registry],
    collect() {
      this.set(all.revocations.waiting());
    },
  });
  const listener = serve(routes({ sessions: all, signer, callerKey }), (path, status) =>
    answers.inc({ path, status: String(status) }),
  );
  const isReady = () => stores.some((store) => store.isUp());
  const server = await serveMetrics(registry, httpPort, { isReady, otherwise: listener });
  return {
    httpPort: server.port,
    async close() {
      await server.close();
      await all.close();
    },
  };
}
