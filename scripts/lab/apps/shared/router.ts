import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a handler gives back. A text body is sent as it is, with its own content type; the rest as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

export interface Route {
  readonly method: Method;
  /** An exact path, or one whose last segment is `{id}`. It is also the `endpoint` of the metrics. */
  readonly path: string;
  /** `id` is the decoded last segment of a path with `{id}`, else "". */
  readonly handle: (request: IncomingMessage, id: string) => Promise<Answer> | Answer;
}

export interface Found {
  readonly route: Route;
  readonly id: string;
}

/** Finds the route of a request. Refuses an unknown path with 404 and a known one with another method with 405. */
export type Router = (method: string, url: string) => Found;

/** A router over these routes. HEAD is served by GET. */
export function routerFor(routes: readonly Route[]): Router {
  const byPath = new Map<string, Map<string, Route>>();
  for (const route of routes) {
    const methods = byPath.get(route.path) ?? new Map<string, Route>();
    methods.set(route.method, route);
    byPath.set(route.path, methods);
  }
  return (method, url) => {
    const path = url.split("?", 1)[0] ?? "";
    const slash = path.lastIndexOf("/");
    const exact = byPath.get(path);
    const methods = exact ?? byPath.get(`${path.slice(0, slash)}/{id}`);
    if (!methods) throw new Refusal(404, `no such path: ${shortened(path)}`);
    const route = methods.get(method === "HEAD" ? "GET" : method);
    if (!route) throw notAllowed(method, path, methods);
    return { route, id: exact ? "" : decoded(path.slice(slash + 1)) };
  };
}

function notAllowed(method: string, path: string, methods: ReadonlyMap<string, Route>): Refusal {
  const allowed = [...methods.keys()].join(", ");
  return new Refusal(405, `${shortened(path)} takes ${allowed}, got ${method}`, {
    headers: { Allow: allowed },
  });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function shortened(path: string): string {
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}
