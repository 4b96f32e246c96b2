import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";
import { type PrometheusClient, prometheusClient } from "../../../scripts/platform/gate/prometheus-client.ts";

/** What the stand-in answers to a form that was posted to a path. */
export type Answer = (
  form: URLSearchParams,
  path: string,
) => { status?: number; body: string } | Promise<never>;

/** A client of a stand-in for Prometheus, which goes away with the test. */
export async function clientOf(t: TestContext, answer: Answer, timeout = 5000): Promise<PrometheusClient> {
  const server = createServer((request: IncomingMessage, response) => {
    void text(request).then(async (form) => {
      const { status, body } = await answer(new URLSearchParams(form), request.url ?? "");
      response.writeHead(status ?? 200).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return prometheusClient(`http://127.0.0.1:${port}`, { instant: timeout, range: timeout });
}

/** Where nobody listens. */
export async function freeAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** One series for each value. */
export function vector(...values: string[]): string {
  const result = values.map((value) => ({ metric: {}, value: [1000, value] }));
  return success({ resultType: "vector", result });
}

/** A good answer of Prometheus. */
export function success(data: unknown): string {
  return JSON.stringify({ status: "success", data });
}
