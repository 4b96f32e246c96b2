import { createSocket } from "node:dgram";
import { Registry } from "prom-client";
import { serveMetrics } from "../metrics-server.ts";
import type { ReleasePorts } from "./log-entry.ts";
import { logMetrics } from "./log-metrics.ts";
import { stubStatusMetrics } from "./stub-status.ts";

/** Where the exporter listens and what it reads. */
export interface ExporterOptions {
  /** Port of `/metrics` and `/health`; 0 takes a free one. */
  readonly httpPort: number;
  /** UDP port that receives the access log; 0 takes a free one. */
  readonly syslogPort: number;
  readonly stubStatusUrl: URL;
  /** Tells from an address of the log whose it is. */
  readonly releasePorts?: ReleasePorts | undefined;
}

/** A running exporter and the ports it got. */
export interface Exporter {
  readonly httpPort: number;
  readonly syslogPort: number;
  close(): Promise<void>;
}

// Bursts wait here while the process is busy; the kernel gives less when its own limit is lower.
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** Turns the gateway's access log and status page into metrics until closed. Rejects when a port is taken. */
export async function startExporter(options: ExporterOptions): Promise<Exporter> {
  const registry = new Registry();
  const count = logMetrics(registry, options.releasePorts);
  const socket = createSocket({ type: "udp4", recvBufferSize: RECEIVE_BUFFER_BYTES });
  socket.on("message", (message) => count(message.toString("utf8")));
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject).bind(options.syslogPort, resolve);
  });
  const server = await serveMetrics(registry, options.httpPort, {
    refresh: stubStatusMetrics(registry, options.stubStatusUrl),
  });
  return {
    httpPort: server.port,
    syslogPort: socket.address().port,
    close: async () => {
      socket.close();
      await server.close();
    },
  };
}
