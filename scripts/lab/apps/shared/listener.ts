import { randomUUID } from "node:crypto";
import { type IncomingMessage, METHODS, type ServerResponse } from "node:http";
import type { AppMetrics } from "./app-metrics.ts";
import { log } from "./log.ts";
import { Refusal } from "./refusal.ts";
import type { Answer, Router } from "./router.ts";

/** Endpoint in the metrics of every request that no route serves, so that strangers cannot add series. */
const otherEndpoint = "other";

/**
 * Answers every request with JSON: a route's answer, or an error with an id that the log repeats for a 500.
 * A stack trace never leaves the process. `draining` tells clients to take a new connection next time.
 */
export function listenerFor(router: Router, metrics: AppMetrics, draining: () => boolean) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const start = process.hrtime.bigint();
    const method = request.method ?? "";
    // Known only while the connection is open.
    const caller = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
    let endpoint = otherEndpoint;
    let answer: Answer;
    try {
      const { route, id } = router(method, request.url ?? "/");
      endpoint = route.path;
      answer = await route.handle(request, id);
    } catch (error) {
      if (request.destroyed && !request.complete) return;
      answer = errorAnswer(error, request);
    }
    response.once("finish", () => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const known = METHODS.includes(method) ? method : "other";
      metrics.observe({ method: known, endpoint, status: answer.status, seconds, caller });
    });
    send(response, answer, draining() || !request.complete);
    if (!request.complete) request.resume();
  };
}

function send(response: ServerResponse, answer: Answer, close: boolean): void {
  const plain = typeof answer.body === "string";
  const body = answer.body === undefined ? "" : plain ? String(answer.body) : JSON.stringify(answer.body);
  const headers: Record<string, string | number> = { "Content-Length": Buffer.byteLength(body) };
  if (body !== "" && !plain) headers["Content-Type"] = "application/json; charset=utf-8";
  if (close) headers.Connection = "close";
  response.writeHead(answer.status, { ...headers, ...answer.headers });
  response.end(body);
}

function errorAnswer(error: unknown, request: IncomingMessage): Answer {
  const id = randomUUID();
  if (error instanceof Refusal) {
    const problems = error.problems.length > 0 ? { problems: error.problems } : {};
    return {
      status: error.status,
      headers: error.headers,
      body: { error: { id, message: error.message, ...problems } },
    };
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log("request failed", { error: id, request: request.headers["x-request-id"], url: request.url, reason });
  return { status: 500, body: { error: { id, message: "internal error" } } };
}
