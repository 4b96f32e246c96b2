import { Client } from "undici";
import { type ChildLoad, runInChild } from "./child.ts";
import { type BenchReport, type Exchanger, runClosedLoop } from "./closed-loop.ts";
import { runCommand } from "./command.ts";
import { dispatchOnce, smallMatches } from "./match-dispatch.ts";
import type { Running } from "./running.ts";
import { type Endpoint, endpointOf } from "./target.ts";

/** What the keep-alive load does unless told otherwise. */
export const KEEPALIVE_DEFAULTS = {
  url: "https://127.0.0.1:8443",
  host: "api.ssm.localhost",
  caFile: "",
  path: "/api/match",
  requests: 500_000,
  connections: 32,
  maxSeconds: 900,
  /** Seconds without progress after which a request is lost. */
  timeout: 30,
};

/** See KEEPALIVE_DEFAULTS. */
export type KeepaliveOptions = Readonly<typeof KEEPALIVE_DEFAULTS>;

/**
 * Sends POST requests of 5,000 clients without cookies over kept-alive HTTP/1.1 connections, one at a time on
 * each, as fast as answers come, and never repeats one. Throws InputError when the target cannot be used.
 */
export function startKeepalive(
  options: KeepaliveOptions,
  onReport?: (report: BenchReport) => void,
): Running<BenchReport> {
  const exchanger = openClients(options, endpointOf(options));
  return runClosedLoop({ ...options, slots: options.connections }, exchanger, onReport);
}

/** The same load in a process of its own. */
export function runKeepaliveProcess(
  options: KeepaliveOptions,
  onReport?: (report: BenchReport) => void,
): ChildLoad<BenchReport> {
  return runInChild(new URL(import.meta.url), options, onReport);
}

function openClients(options: KeepaliveOptions, endpoint: Endpoint): Exchanger {
  let connections = 0;
  const clients = Array.from({ length: options.connections }, () =>
    new Client(endpoint.origin, {
      pipelining: 1,
      allowH2: false,
      headersTimeout: options.timeout * 1000,
      bodyTimeout: options.timeout * 1000,
      connect: { ca: endpoint.ca, servername: endpoint.servername },
    }).on("connect", () => connections++),
  );
  const requests = smallMatches(endpoint, options.path);
  return {
    send: async (n, slot) => {
      const [client, request] = [clients[slot % clients.length], requests[n % requests.length]];
      if (client === undefined || request === undefined) return { lost: "no connection" };
      return dispatchOnce(client, request);
    },
    refused: () => 0,
    connections: () => connections,
    close: async () => {
      await Promise.all(clients.map((client) => client.destroy()));
    },
  };
}

if (import.meta.main) {
  await runCommand({
    about: "Sends keep-alive POST requests over HTTP/1.1 as fast as answers come; nothing is sent twice.",
    defaults: KEEPALIVE_DEFAULTS,
    start: startKeepalive,
  });
}
