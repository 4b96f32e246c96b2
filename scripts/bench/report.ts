import { type Messages, text } from "../messages/messages.ts";
import { type CaseFigure, type Figure, isMet, spreadOf, type Unit } from "./figure.ts";
import type { Machine } from "./machine.ts";

/** Everything one run of the bench found out; what `--json` prints. */
export interface BenchReport {
  /** As typed. */
  readonly command: string;
  /** When it began, ISO 8601. */
  readonly time: string;
  /** Which sources were measured, as `commitOf` says it. */
  readonly commit: string;
  /** Small numbers, for trying the bench itself. */
  readonly quick: boolean;
  readonly machine: Machine;
  readonly figures: readonly CaseFigure[];
  /** No limit was missed. */
  readonly met: boolean;
  /** As asked, before everything was measured. */
  readonly stopped: boolean;
}

/** A figure as a row of texts. */
export interface Row {
  readonly name: string;
  readonly figure: string;
  readonly spread: string;
  readonly limit: string;
  readonly verdict: "met" | "missed" | "not measured" | "no limit";
}

/** The row of a figure, in the words of a language: its median, its extremes and how many times it was measured. */
export function rowOf(figure: Figure, words: Messages["bench"]): Row {
  const { name, values, limit, unit } = figure;
  const spread = spreadOf(values);
  const met = isMet(figure);
  const verdict = spread === null ? "not measured" : met === null ? "no limit" : met ? "met" : "missed";
  return {
    name,
    figure: spread === null ? "-" : amount(spread.median, unit),
    spread:
      values.length < 2 || spread === null
        ? ""
        : `${amount(spread.min, unit)} .. ${amount(spread.max, unit)}, ${words.times(values.length)}`,
    limit: limit === null ? "" : "max" in limit ? `<= ${limit.max} ${unit}` : `>= ${limit.min} ${unit}`,
    verdict,
  };
}

/** The report as people read it in a terminal. */
export function reportLines(report: BenchReport): string[] {
  const words = text.bench;
  const figures = report.figures.map((figure) => rowOf(figure, words));
  const rows = [words.head, ...figures.map((row) => ({ ...row, verdict: words.verdicts[row.verdict] }))];
  const keys: (keyof Row)[] = ["name", "figure", "spread", "limit", "verdict"];
  const widths = keys.map((key) => Math.max(...rows.map((row) => row[key].length)));
  const lines = rows.map((row) =>
    keys
      .map((key, index) => row[key].padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const failures = report.figures.flatMap(({ name, failure }) =>
    failure === undefined ? [] : [words.notMeasured(name, failure)],
  );
  const quick = report.quick ? [words.quick] : [];
  return [...lines, ...failures, ...quick];
}

/** Digits after the point that say something about a figure of the unit. */
const DIGITS: Readonly<Record<Unit, number>> = {
  s: 2,
  ms: 2,
  requests: 0,
  "requests/s": 0,
  "documents/s": 0,
  "%": 1,
  MB: 0,
  cores: 2,
  µs: 1,
};

/** A number of the unit as people read it: `5.50 s`. */
export function amount(value: number, unit: Unit): string {
  return `${value.toFixed(DIGITS[unit])} ${unit}`;
}

/** Median and extremes as people read them: `5.50 s (5.20 .. 6.04)`; empty without values. */
export function spreadText(values: readonly number[], unit: Unit): string {
  const spread = spreadOf(values);
  if (spread === null) return "";
  const bound = (value: number) => value.toFixed(DIGITS[unit]);
  return `${amount(spread.median, unit)} (${bound(spread.min)} .. ${bound(spread.max)})`;
}
