import type { Bench, BenchCase } from "./bench-case.ts";
import { carrying } from "./cases/carry.ts";
import { http2 } from "./cases/http2.ts";
import { killSwitch } from "./cases/kill-switch.ts";
import { previewNoop } from "./cases/preview-noop.ts";
import { rollback } from "./cases/rollback.ts";
import { splitInEffect } from "./cases/split-in-effect.ts";
import { weightChanges } from "./cases/weight-changes.ts";
import type { Figure } from "./figure.ts";

/** In the order in which each leaves the platform where the next begins. */
const CASES: readonly BenchCase[] = [
  previewNoop,
  splitInEffect,
  weightChanges,
  http2,
  killSwitch,
  rollback,
  carrying,
];

/** Everything that `--only` takes; start-warm comes first, because it makes the instance. */
export const CASE_NAMES: readonly string[] = ["start-warm", ...CASES.map(({ name }) => name)];

/** Measures the named cases. One that fails is a figure without a value and does not stop the others. */
export async function runCases(bench: Bench, names: readonly string[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const one of CASES.filter(({ name }) => names.includes(name))) {
    bench.signal.throwIfAborted();
    bench.report(`${one.name}:`);
    figures.push(...(await measured(bench, one)));
  }
  return figures;
}

async function measured(bench: Bench, { name, measure }: BenchCase): Promise<Figure[]> {
  try {
    return await measure(bench);
  } catch (error) {
    bench.signal.throwIfAborted();
    const failure = error instanceof Error ? error.message : String(error);
    bench.report(`  failed: ${failure}`);
    return [{ name, what: "", unit: "s", values: [], limit: null, how: "", settings: {}, failure }];
  }
}
