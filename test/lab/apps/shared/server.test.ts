import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { createMetrics } from "../../../../scripts/lab/apps/shared/app-metrics.ts";
import { type Route, routerFor } from "../../../../scripts/lab/apps/shared/router.ts";
import { startServer } from "../../../../scripts/lab/apps/shared/server.ts";
import { appV1, callerOf, candidate, errorOf, job, serve } from "../support.ts";

const body = { candidate: candidate(), jobs: [job()] };

test("health is served where V1 has it, and only there", async (t) => {
  const call = await serve(t, appV1);
  for (const path of ["/api/v1/health", "/api/health"]) {
    const { status, body: answer } = await call("GET", path);
    assert.equal(status, 200);
    assert.deepEqual(answer, { status: "healthy", service: "v1", version: "1.0.0", store: "none" });
  }
  assert.equal((await call("GET", "/health")).status, 404);
});

test("an unknown path is 404 and a wrong method 405 with the allowed ones, as JSON with an error id", async (t) => {
  const call = await serve(t, appV1);
  const unknown = await call("GET", "/nowhere");
  assert.equal(unknown.status, 404);
  assert.deepEqual(errorOf(unknown), { hasId: true, error: { message: "no such path: /nowhere" } });
  const wrong = await call("GET", "/api/match");
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get("allow"), "POST");
  assert.deepEqual(errorOf(wrong), { hasId: true, error: { message: "/api/match takes POST, got GET" } });
});

test("a body beyond 10 MB is refused with 413, announced or not", async (t) => {
  const call = await serve(t, appV1);
  const large = `{"candidate": "${"x".repeat(10 * 1024 * 1024)}"}`;
  const reply = await call("POST", "/api/match", large);
  assert.equal(reply.status, 413);
  assert.equal(reply.headers.get("connection"), "close");
  assert.deepEqual(errorOf(reply), { hasId: true, error: { message: "the body is larger than 10 MB" } });
});

test("an error in a handler is 500 without its stack or its words", async (t) => {
  const broken: Route = {
    method: "GET",
    path: "/",
    handle: () => Promise.reject(new Error("secret detail")),
  };
  const server = await startServer(routerFor([broken]), createMetrics({ processMetrics: false }), {
    port: 0,
    drainMs: 0,
  });
  t.after(() => server.stop());
  t.mock.method(process.stdout, "write", () => true);
  const reply = await callerOf(server)("GET", "/");
  assert.equal(reply.status, 500);
  assert.deepEqual(errorOf(reply), { hasId: true, error: { message: "internal error" } });
});

test("requests are counted by method, endpoint and status, strangers' paths together", async (t) => {
  const call = await serve(t, appV1);
  await call("POST", "/api/match", body);
  await call("POST", "/api/match", "{");
  await call("GET", "/api/v1/offers/a");
  await call("GET", "/api/v1/offers/b");
  await call("GET", "/made-up");
  const { headers, body: text } = await call("GET", "/metrics");
  assert.match(headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const lines = String(text).split("\n");
  assert.deepEqual(
    lines.filter((line) => line.startsWith("http_requests_total{")),
    [
      'http_requests_total{method="POST",endpoint="/api/match",status="200"} 1',
      'http_requests_total{method="POST",endpoint="/api/match",status="400"} 1',
      'http_requests_total{method="GET",endpoint="/api/v1/offers/{id}",status="503"} 2',
      'http_requests_total{method="GET",endpoint="other",status="404"} 1',
    ],
  );
  assert.ok(lines.includes('http_callers_total{caller="127.0.0.1"} 5'));
  assert.ok(lines.includes('http_request_duration_seconds_count{endpoint="/api/match"} 2'));
  assert.ok(
    lines.some((line) =>
      line.startsWith('http_request_duration_seconds_bucket{le="0.15",endpoint="/api/match"}'),
    ),
  );
});

test("idle connections are promised more time than the gateway keeps them", async (t) => {
  const metrics = createMetrics({ processMetrics: false });
  const route: Route = { method: "GET", path: "/", handle: () => ({ status: 200, body: {} }) };
  const server = await startServer(routerFor([route]), metrics, { port: 0, drainMs: 0 });
  t.after(() => server.stop());
  const { headers } = await once(server.port, new Agent({ keepAlive: true }));
  assert.equal(headers["keep-alive"], "timeout=80");
});

test("a stop answers what is under way with Connection: close and then refuses", async () => {
  const release = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const slow: Route = {
    method: "GET",
    path: "/",
    async handle() {
      started.resolve();
      await release.promise;
      return { status: 200, body: { done: true } };
    },
  };
  const server = await startServer(routerFor([slow]), createMetrics({ processMetrics: false }), {
    port: 0,
    drainMs: 20,
  });
  const answer = once(server.port, new Agent({ keepAlive: true }));
  await started.promise;
  const stopped = server.stop();
  setTimeout(release.resolve, 60);
  const { status, headers } = await answer;
  assert.deepEqual([status, headers.connection], [200, "close"]);
  await stopped;
  await assert.rejects(
    new Promise((resolve, reject) => connect(server.port, "127.0.0.1", () => resolve(0)).on("error", reject)),
  );
});

/** One GET through an agent, read to its end. */
function once(port: number, agent: Agent) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      request({ port, agent, path: "/" }, (response) => {
        response.resume().once("end", () => {
          agent.destroy();
          resolve({ status: response.statusCode, headers: response.headers });
        });
      })
        .once("error", reject)
        .end();
    },
  );
}
