import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { messageOf } from "../toolchain/message-of.ts";
import { UNITS } from "./figure.ts";
import type { BenchReport } from "./report.ts";

const figure = z.strictObject({
  case: z.string(),
  name: z.string(),
  what: z.string(),
  unit: z.enum(UNITS),
  values: z.array(z.number()).min(1),
  limit: z.union([z.strictObject({ max: z.number() }), z.strictObject({ min: z.number() })]).nullable(),
  how: z.string(),
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
});

const machine = z.strictObject({
  cores: z.number(),
  processor: z.string(),
  memoryGb: z.number(),
  system: z.string(),
  loadBefore: z.number(),
  node: z.string(),
  docker: z.string(),
  pulumi: z.string(),
});

const run = z.strictObject({
  command: z.string(),
  time: z.iso.datetime(),
  commit: z.string(),
  machine,
  figures: z.array(figure).min(1),
});

const recorded = z.strictObject({ sha256: z.string(), runs: z.array(z.unknown()) });

/** One run of the bench, with those of its figures that no later run has measured again. */
export type Run = z.infer<typeof run>;

/**
 * What is known after a run, the newest first: the cases that it measured have its figures, every other one keeps those it
 * had, a case that failed too. What is no longer among `cases` goes.
 */
export function withReport(before: readonly Run[], report: BenchReport, cases: readonly string[]): Run[] {
  const { command, time, commit, machine } = report;
  const figures = report.figures.filter(({ failure }) => failure === undefined);
  const measured = new Set(figures.map((one) => one.case));
  const kept = before.map((run) => ({
    ...run,
    figures: run.figures.filter((one) => !measured.has(one.case) && cases.includes(one.case)),
  }));
  const now = { command, time, commit, machine, figures: z.array(figure).parse(figures) };
  return [now, ...kept].filter((run) => run.figures.length > 0);
}

/** docs/performance.json: the runs, and a sum that tells a change by hand. */
export function recordedText(runs: readonly Run[]): string {
  return `${JSON.stringify({ sha256: sumOf(runs), runs }, null, 2)}\n`;
}

/**
 * The runs in such a file, none when there is no file. Throws SSM-BENCH-FIGURES when it cannot be read or is not what was
 * written.
 */
export function readRecorded(file: string): Run[] {
  try {
    const { sha256, runs } = shaped(recorded, JSON.parse(readFileSync(file, "utf8")));
    if (sha256 !== sumOf(runs)) throw new Error("its figures are not those of its sum");
    return shaped(z.array(run), runs);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw unusable(messageOf(error));
  }
}

function shaped<Shape>(schema: z.ZodType<Shape>, value: unknown): Shape {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

function sumOf(runs: readonly unknown[]): string {
  return hash("sha256", JSON.stringify(runs));
}

function unusable(reason: string): CommandError {
  return new CommandError("SSM-BENCH-FIGURES", EXIT.wrongUse, text.bench.damaged(reason));
}
