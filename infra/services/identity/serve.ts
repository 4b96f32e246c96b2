import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";

/** A request as far as a route needs it. */
export interface Asked {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
  /** The body as JSON; null when it is none or longer than 10 kB. */
  body(): Promise<unknown>;
}

/** An answer. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** `POST /path` -> what answers it. */
export type Routes = Readonly<Record<string, (asked: Asked) => Promise<Reply> | Reply>>;

const MOST_BYTES = 10_000;

/**
 * Answers by method and path exactly as they came, so no spelling of a path leads anywhere else. 404 and 405 for
 * others, 500 without a word of the cause when a route throws. `onAnswer` is told of every answer of a known path.
 */
export function serve(routes: Routes, onAnswer: (path: string, status: number) => void): RequestListener {
  return (request, response) => {
    const { method = "", url = "" } = request;
    const path = url.split("?", 1)[0] ?? "";
    const route = Object.hasOwn(routes, `${method} ${path}`) ? routes[`${method} ${path}`] : undefined;
    if (route === undefined) return send(response, unknown(routes, method, path));
    void Promise.resolve(askedOf(request))
      .then(route)
      .catch((error: unknown): Reply => {
        process.stderr.write(`identity: ${error instanceof Error ? error.stack : String(error)}\n`);
        return { status: 500, body: { error: "identity failed" } };
      })
      .then((reply) => {
        onAnswer(path, reply.status);
        send(response, reply);
      });
  };
}

function askedOf(request: IncomingMessage): Asked {
  return {
    cookie: request.headers.cookie,
    authorization: request.headers.authorization,
    body: async () => {
      if (!(Number(request.headers["content-length"]) <= MOST_BYTES)) return null;
      return json(request).catch(() => null);
    },
  };
}

function unknown(routes: Routes, method: string, path: string): Reply {
  const methods = Object.keys(routes).flatMap((route) => {
    const [allowed = "", known] = route.split(" ");
    return known === path ? [allowed] : [];
  });
  if (methods.length === 0) return { status: 404, body: { error: "no such path" } };
  const allow = methods.join(", ");
  return { status: 405, body: { error: `takes ${allow}, got ${method}` }, headers: { allow } };
}

function send(response: ServerResponse, { status, body, cookies = [], headers = {} }: Reply): void {
  response.writeHead(status, {
    // Nobody between here and the browser may keep a token.
    "cache-control": "no-store",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(cookies.length > 0 ? { "set-cookie": [...cookies] } : {}),
    ...headers,
  });
  response.end(body === undefined ? undefined : `${JSON.stringify(body)}\n`);
}
