import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { log } from "./log.ts";
import { matchFrom } from "./scorer.ts";

const drillSchema = z
  .object({
    /** Added to every match. */
    latencyMs: z.number().min(0).max(60_000).optional(),
    /** Share of the matches that is answered with 500. */
    errorRate: z.number().min(0).max(1).optional(),
    /** Share of the predictions that is turned round. */
    wrongRate: z.number().min(0).max(1).optional(),
    /** The process ends at once with exit code 1. */
    crash: z.boolean().optional(),
  })
  .strict();

/** What a stand-in does wrong on purpose. Empty: nothing. */
export type Drill = z.infer<typeof drillSchema>;

/** The drill in force right now, and how to stop looking for another one. */
export interface DrillSource {
  readonly current: () => Drill;
  readonly stop: () => void;
}

/**
 * Follows a drill file: looked at every `everyMs`, absent means no drill. A file that is no drill leaves the last
 * one in force and is logged once; an empty one is about to be written and leaves it in force silently.
 */
export function watchDrill(file: string, crash: () => void, everyMs = 200): DrillSource {
  let drill: Drill = {};
  let seen: string | null = null;
  const take = (text: string | null) => {
    if (text === seen || text === "") return;
    seen = text;
    const next = text === null ? {} : parseDrill(text);
    if (next === null) {
      return log("drill file ignored, expected {latencyMs, errorRate, wrongRate, crash}", { file });
    }
    drill = next;
    log("drill", { ...drill });
    if (drill.crash) crash();
  };
  const stopped = new AbortController();
  void follow(file, everyMs, stopped.signal, take);
  return { current: () => drill, stop: () => stopped.abort() };
}

async function follow(
  file: string,
  everyMs: number,
  stopped: AbortSignal,
  take: (text: string | null) => void,
) {
  while (!stopped.aborted) {
    take(await readFile(file, "utf8").catch(() => null));
    await pause(everyMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}

function parseDrill(text: string): Drill | null {
  try {
    return drillSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether the drill turns this pair's prediction round: the same pairs every time, a growing set as the rate grows. */
export function isTurned(wrongRate: number, candidateId: string, jobId: string): boolean {
  return hash(`${candidateId}\n${jobId}`) / 4294967296 < wrongRate;
}

/** The score mirrored at the threshold: a match becomes none and the other way round, 0 and 100 change places. */
export function turned(score: number): number {
  if (score >= matchFrom) return ((100 - score) / (100 - matchFrom)) * (matchFrom - 0.1);
  return matchFrom + ((matchFrom - score) / matchFrom) * (100 - matchFrom);
}

/** FNV-1a, then mixed once more because its high bits change little with the last characters. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Says yes to an exact share of the calls, evenly spread: 8 of every 100 for 0.08. */
export function evenShare(): (rate: number) => boolean {
  let sum = 0;
  return (rate) => {
    sum += rate;
    if (sum < 1) return false;
    sum -= 1;
    return true;
  };
}
