import { Registry } from "prom-client";
import { serveMetrics } from "../metrics-server.ts";
import type { ReleasePorts } from "./log-entry.ts";
import { LogFile } from "./log-file.ts";
import { logMetrics } from "./log-metrics.ts";
import { stubStatusMetrics } from "./stub-status.ts";

/** Where the exporter listens and what it reads. */
export interface ExporterOptions {
  /** Port of `/metrics` and `/health`; 0 takes a free one. */
  readonly httpPort: number;
  /** What the gateway writes for us; a file may come later. */
  readonly logFiles: readonly string[];
  readonly stubStatusUrl: URL;
  /** Tells from an address of the log whose it is. */
  readonly releasePorts?: ReleasePorts | undefined;
}

/** A running exporter and the port it got. */
export interface Exporter {
  readonly httpPort: number;
  close(): Promise<void>;
}

/** So often the log is read when nobody asks for metrics: little waits to be counted, and files are emptied. */
const READ_EVERY_MS = 1000;

/**
 * Turns the gateway's log and status page into metrics until closed; the log is read at every question for them.
 * Rejects when the port is taken or a file may not be read and emptied.
 */
export async function startExporter(options: ExporterOptions): Promise<Exporter> {
  const registry = new Registry();
  const log = await followLog(options.logFiles, logMetrics(registry, options.releasePorts));
  const readStatus = stubStatusMetrics(registry, options.stubStatusUrl);
  const server = await serveMetrics(registry, options.httpPort, {
    refresh: async () => void (await Promise.all([log.read(), readStatus()])),
  });
  return {
    httpPort: server.port,
    close: async () => {
      await server.close();
      await log.close();
    },
  };
}

/** Takes every line that is written from now on. */
async function followLog(paths: readonly string[], take: (line: string) => void) {
  const files = paths.map((path) => new LogFile(path, take));
  for (const file of files) await file.begin();
  let reading: Promise<unknown> = Promise.resolve();
  // One after the other: two at once would take the same lines.
  const read = () => {
    const all = () => Promise.all(files.map((file) => file.read(performance.now())));
    reading = reading.then(all, all);
    return reading;
  };
  // A failure is told to whoever asks for metrics.
  const timer = setInterval(() => void read().catch(() => {}), READ_EVERY_MS);
  return {
    read,
    close: async () => {
      clearInterval(timer);
      await reading.catch(() => {});
      await Promise.all(files.map((file) => file.close()));
    },
  };
}
