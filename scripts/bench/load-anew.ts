import { setTimeout as pause } from "node:timers/promises";
import { text } from "../messages/messages.ts";
import { outputIn } from "../platform/containers/run-in.ts";
import type { Context } from "../platform/instance/context.ts";
import type { Bench } from "./bench-case.ts";
import { partNamed } from "./instance.ts";

const LOOK_EVERY_MS = 2_000;
/** Looks between two lines of progress. */
const TELL_EVERY = 10;

// Not a node for each look: it would take the processor that is measured.
const METRICS = `exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3`;

/**
 * Lets `work` fill a store while data-sync is stopped, starts it, and waits until it has looked through everything once, as
 * when it first comes between two stores. Returns how long that took, s. Waits as long as the signal lets it.
 */
export async function loadAnew(bench: Bench, work: () => Promise<void>): Promise<number> {
  const { docker } = bench.context;
  const { id } = await partNamed(bench.context, "data-sync");
  const container = docker.getContainer(id);
  await container.stop();
  try {
    await work();
  } finally {
    await container.start();
  }
  const began = performance.now();
  for (let look = 1; ; look++) {
    await pause(LOOK_EVERY_MS, undefined, { signal: bench.signal });
    const metrics = (await outputIn(docker, id, ["bash", "-c", METRICS])).output;
    const seconds = (performance.now() - began) / 1000;
    if (metricIn(metrics, "sync_passes_total") >= 1) return seconds;
    const share = Math.round(100 * metricIn(metrics, "sync_pass_ratio"));
    if (look % TELL_EVERY === 0) bench.report(text.bench.lookedThrough(String(share), seconds.toFixed(0)));
  }
}

/** The value of a metric without labels in what a service tells Prometheus; 0 when it is not there. */
export function metricIn(text: string, name: string): number {
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length));
}

/** The most memory that data-sync itself has held since it was started, MB; its commands in the same container apart. */
export async function peakOfSync(context: Context): Promise<number> {
  const { id } = await partNamed(context, "data-sync");
  const { output } = await outputIn(context.docker, id, ["cat", "/proc/1/status"]);
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(output) ?? [];
  if (kilobytes === undefined) throw new Error("the system does not tell how much memory data-sync has held");
  return Number(kilobytes) / 1024;
}
