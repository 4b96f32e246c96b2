import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { type App, appRoutes } from "../../../scripts/lab/apps/shared/app.ts";
import { createMetrics } from "../../../scripts/lab/apps/shared/app-metrics.ts";
import type { Drill } from "../../../scripts/lab/apps/shared/drill.ts";
import type { Candidate, Job } from "../../../scripts/lab/apps/shared/match-schema.ts";
import { routerFor } from "../../../scripts/lab/apps/shared/router.ts";
import { startServer } from "../../../scripts/lab/apps/shared/server.ts";
import type { Fields, Store } from "../../../scripts/lab/apps/shared/store.ts";
import { documentsV1 } from "../../../scripts/lab/apps/v1/documents.ts";
import { scoreV1 } from "../../../scripts/lab/apps/v1/score.ts";

/** A store in memory that notes the time to live it was last asked for. */
export interface MemoryStore extends Store {
  readonly documents: Map<string, Fields>;
  readonly ttls: Map<string, number | null>;
}

export function memoryStore(): MemoryStore {
  const documents = new Map<string, Fields>();
  const ttls = new Map<string, number | null>();
  return {
    documents,
    ttls,
    isUp: () => true,
    async get(key, ttl) {
      ttls.set(key, ttl);
      return documents.get(key) ?? null;
    },
    async put(key, fields, ttl) {
      const done = documents.has(key) ? "replaced" : "created";
      documents.set(key, fields);
      ttls.set(key, ttl);
      return done;
    },
    async patch(key, { set, remove }, ttl) {
      const before = documents.get(key);
      if (!before) return null;
      const kept = Object.entries({ ...before, ...set }).filter(([name]) => !remove.includes(name));
      documents.set(key, Object.fromEntries(kept));
      ttls.set(key, ttl);
      return documents.get(key) ?? null;
    },
    remove: async (key) => documents.delete(key),
    close: async () => undefined,
  };
}

/** V1 without its surroundings. */
export const appV1: App = {
  name: "v1",
  version: "1.0.0",
  port: 0,
  algorithm: "weighted-sum",
  healthPaths: ["/api/v1/health", "/api/health"],
  matchPaths: ["/api/match", "/api/v1/match"],
  scorer: scoreV1,
  documents: documentsV1,
};

/** One answer, read to its end. `body` is the JSON value, or the text when it is not JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Reply>;

/** Serves an app on a free port until the test ends. A text body is sent as it is. */
export async function serve(
  test: TestContext,
  app: App,
  surroundings: { store?: Store | null; drill?: () => Drill } = {},
): Promise<Call> {
  const metrics = createMetrics({ processMetrics: false });
  const { store = null, drill = () => ({}) } = surroundings;
  const server = await startServer(routerFor(appRoutes(app, { store, drill, metrics })), metrics, {
    port: 0,
    drainMs: 0,
  });
  test.after(() => server.stop());
  return callerOf(server);
}

/** Calls a server on this machine, each time on a connection of its own. */
export function callerOf({ port }: Pick<AddressInfo, "port">): Call {
  return async (method, path, body) => {
    const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { connection: "close" },
      ...(text === undefined ? {} : { body: text }),
    });
    const read = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(read) : read };
  };
}

/** The body of an error without its id, and whether it had one. */
export function errorOf(reply: Reply): { hasId: boolean; error: unknown } {
  const { body } = reply;
  if (typeof body !== "object" || body === null || !("error" in body))
    throw new Error("no error in the answer");
  const { id, ...error } = body.error as Record<string, unknown>;
  return { hasId: typeof id === "string" && id.length === 36, error };
}

/** A candidate that `job()` suits in every respect. */
export function candidate(changes: Partial<Candidate> = {}): Candidate {
  return {
    id: "c-1",
    name: "Camille Martin",
    title: "Développeuse web",
    skills: ["JavaScript", "SQL", "Docker", "Git"],
    location: { city: "Lyon", lat: 45.764, lon: 4.836 },
    years_experience: 5,
    salary_expectation: 45_000,
    contract_types: ["cdi"],
    remote_preference: "hybrid",
    max_commute_km: 20,
    languages: ["fr", "en"],
    ...changes,
  };
}

/** A job that suits `candidate()` in every respect. */
export function job(changes: Partial<Job> = {}): Job {
  return {
    id: "j-1",
    title: "Web developer",
    company: "Brightwater",
    required_skills: ["JavaScript", "SQL", "Docker", "Git"],
    location: { city: "Lyon", lat: 45.77, lon: 4.84 },
    contract_type: "cdi",
    salary_range: { min: 42_000, max: 50_000 },
    required_experience: 4,
    remote_policy: "hybrid",
    language: "fr",
    ...changes,
  };
}
