import { readFileSync } from "node:fs";
import type { Verdict } from "../../../infra/gate/verdict.ts";

/** Percent of the time: from here on what is slow may be slow for want of a core. */
const SHORT_FROM = 50;

/** One sentence when this machine is short of processors, none when it has some to spare. `pressure` is the kernel's word on it. */
export function cpuShortage(pressure: string): string[] {
  const waited = Number(/^some avg10=([\d.]+)/.exec(pressure)?.[1] ?? 0);
  if (waited < SHORT_FROM) return [];
  return [
    `this machine is short of CPU: for ${Math.round(waited)}% of the last 10s something waited for a core, and V2 may be slow for that alone`,
  ];
}

/**
 * The same verdict; where V2 is slow or fails while this machine is short of processors, with one more reason that says so.
 * The bounds stay as they are, and so does what follows.
 */
export function withCpuShortage(verdict: Verdict, pressure: string): Verdict {
  const suffers = verdict.lines.some(
    ({ name, value, judgement }) => value !== null && judgement !== "PASS" && /^(p95|error rate)/.test(name),
  );
  if (verdict.kind === "pass" || !suffers) return verdict;
  return { ...verdict, reasons: [...verdict.reasons, ...cpuShortage(pressure)] };
}

/** What Linux says of the time that processes wait for a processor; empty where it does not say, or the engine is elsewhere. */
export function cpuPressure(dockerHost: string): string {
  if (!dockerHost.startsWith("unix:")) return "";
  try {
    return readFileSync("/proc/pressure/cpu", "utf8");
  } catch {
    return "";
  }
}
