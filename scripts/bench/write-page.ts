import { join } from "node:path";
import { text } from "../messages/messages.ts";
import { writeBeside } from "../toolchain/write-beside.ts";
import { performanceDoc, whenOf } from "./performance-doc.ts";
import { type Run, readRecorded, recordedText, withReport } from "./recorded.ts";
import type { BenchReport } from "./report.ts";

const FIGURES = "performance.json";

/** Throws SSM-BENCH-FIGURES when the figures of `folder` could not be added to: known before hours of measuring. */
export function refuseUnusable(folder: string): void {
  readRecorded(join(folder, FIGURES));
}

/**
 * Adds what a run measured to performance.json in `folder` and renders performance.md from it. Returns what to say of it:
 * first what failed, and which figures stay instead.
 */
export function writePage(report: BenchReport, cases: readonly string[], folder: string): string[] {
  const before = readRecorded(join(folder, FIGURES));
  const failed = report.figures.flatMap((one) =>
    one.failure === undefined ? [] : [failedLine(one.case, before)],
  );
  if (failed.length === report.figures.length)
    return [...failed, "docs/performance.md is as it was: nothing was measured"];
  const runs = withReport(before, report, cases);
  writeBeside(join(folder, FIGURES), recordedText(runs));
  writeBeside(join(folder, "performance.md"), performanceDoc(runs, cases));
  const anew = before.length === 0 ? [text.bench.anew] : [];
  return [...failed, ...anew, text.bench.written];
}

function failedLine(name: string, before: readonly Run[]): string {
  const run = before.find(({ figures }) => figures.some((one) => one.case === name));
  return run === undefined ? text.bench.neverMeasured(name) : text.bench.staying(name, whenOf(run));
}
