import { text } from "../messages/messages.ts";
import { messageOf } from "../toolchain/message-of.ts";
import type { Bench, BenchCase } from "./bench-case.ts";
import { carrying } from "./cases/carry.ts";
import { containers } from "./cases/containers.ts";
import { gatewayCost } from "./cases/gateway-cost.ts";
import { http2 } from "./cases/http2.ts";
import { killSwitch } from "./cases/kill-switch.ts";
import { previewNoop } from "./cases/preview-noop.ts";
import { rollback } from "./cases/rollback.ts";
import { rollbackMillion } from "./cases/rollback-million.ts";
import { sessions } from "./cases/sessions.ts";
import { splitInEffect } from "./cases/split-in-effect.ts";
import { stepTimes } from "./cases/step-times.ts";
import { syncing } from "./cases/sync.ts";
import { syncLag } from "./cases/sync-lag.ts";
import { syncMemory } from "./cases/sync-memory.ts";
import { tenfold } from "./cases/tenfold.ts";
import { v1Alone } from "./cases/v1-alone.ts";
import { weightChanges } from "./cases/weight-changes.ts";
import type { CaseFigure, Figure } from "./figure.ts";

/** In the order in which each leaves the platform where the next begins. */
const CASES: readonly BenchCase[] = [
  previewNoop,
  tenfold,
  stepTimes,
  splitInEffect,
  v1Alone,
  rollback,
  sessions,
  weightChanges,
  http2,
  containers,
  killSwitch,
  carrying,
  syncing,
  syncLag,
  syncMemory,
  // Stops V1 and V2 for a while.
  gatewayCost,
  // Leaves full stores: data-sync would take a processor from whatever came after it.
  rollbackMillion,
];

/** Everything that `--only` takes; start-warm comes first, because it makes the instance. */
export const CASE_NAMES: readonly string[] = ["start-warm", ...CASES.map(({ name }) => name)];

/** How long the named cases take, minutes; the coming up of the instance is not in it. */
export function minutesOf(names: readonly string[]): number {
  return CASES.filter(({ name }) => names.includes(name)).reduce((sum, { minutes }) => sum + minutes, 0);
}

/**
 * Measures the named cases, up to the one that is at work when the signal comes. One that fails is a figure without a
 * value and does not stop the others.
 */
export async function runCases(bench: Bench, names: readonly string[]): Promise<CaseFigure[]> {
  const figures: CaseFigure[] = [];
  for (const one of CASES.filter(({ name }) => names.includes(name))) {
    if (bench.signal.aborted) break;
    const { beginsQuick, begins, minutes } = text.bench;
    bench.report(bench.quick ? beginsQuick(one.name) : begins(one.name, minutes(one.minutes)));
    for (const figure of await measured(bench, one)) figures.push({ ...figure, case: one.name });
  }
  return figures;
}

async function measured(bench: Bench, { name, measure }: BenchCase): Promise<Figure[]> {
  try {
    return withValues(await measure(bench));
  } catch (error) {
    if (bench.signal.aborted) return [];
    const failure = messageOf(error);
    bench.report(text.bench.failed(failure));
    return [{ name, what: "", unit: "s", values: [], limit: null, how: "", settings: {}, failure }];
  }
}

/** A wait that never ended is not a number that could be recorded. */
function withValues(figures: Figure[]): Figure[] {
  for (const { name, values } of figures)
    if (values.length === 0 || !values.every(Number.isFinite))
      throw new Error(`${name} came to ${values.join(", ") || "no value"}`);
  return figures;
}
