import { styleText } from "node:util";
import { text } from "../messages/messages.ts";
import { type Forecast, forecastLines } from "../toolchain/forecast.ts";
import type { Finding, Level } from "./finding.ts";

const { doctor } = text;
const COLOURS = { ok: "green", warning: "yellow", problem: "red" } as const satisfies Record<Level, string>;
const LEVEL = Math.max(...Object.values(doctor.level).map((word) => word.length)) + 2;
const DETAIL = Math.max(doctor.expected.length, doctor.fix.length) + "  ".length;

/** How many of the findings are of a level. */
export function countOf(level: Level, findings: readonly Finding[]): number {
  return findings.filter((finding) => finding.level === level).length;
}

/** The findings as one table, what the next `npm start` makes, and the counts. `colour` is for terminals only. */
export function reportLines(findings: readonly Finding[], forecast: Forecast, colour: boolean): string[] {
  const width = Math.max(DETAIL, ...findings.map(({ what }) => what.length)) + 2;
  const problems = countOf("problem", findings);
  return [
    ...findings.flatMap((finding) => rows(finding, width, colour)),
    "",
    doctor.next(problems),
    ...forecastLines(forecast).map((line) => `  ${line}`),
    "",
    doctor.counts(problems, countOf("warning", findings)),
  ];
}

function rows({ level, what, found, expected, fix }: Finding, width: number, colour: boolean): string[] {
  const word = doctor.level[level];
  const mark = colour ? styleText(COLOURS[level], word, { validateStream: false }) : word;
  const space = " ".repeat(LEVEL - word.length);
  const row = (head: string, name: string, lines: string): string[] =>
    lines
      .split("\n")
      .map((line, index) =>
        index === 0 ? `${head}${name.padEnd(width)}${line}` : `${" ".repeat(LEVEL + width)}${line}`,
      );
  const detail = (name: string, lines: string | null) =>
    lines === null ? [] : row(" ".repeat(LEVEL), `  ${name}`, lines);
  return [
    ...row(`${mark}${space}`, what, found),
    ...detail(doctor.expected, expected),
    ...detail(doctor.fix, fix),
  ];
}
