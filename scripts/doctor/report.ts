import { styleText } from "node:util";
import { type Forecast, forecastLines } from "../toolchain/forecast.ts";
import { counted, type Finding, type Level } from "./finding.ts";

const COLOURS = { ok: "green", warning: "yellow", problem: "red" } as const satisfies Record<Level, string>;
const LEVEL = "problem".length + 2;
const DETAIL = "  expected".length;

/** How many of the findings are of a level. */
export function countOf(level: Level, findings: readonly Finding[]): number {
  return findings.filter((finding) => finding.level === level).length;
}

/** The findings as one table, what the next `npm start` makes, and the counts. `colour` is for terminals only. */
export function reportLines(findings: readonly Finding[], forecast: Forecast, colour: boolean): string[] {
  const width = Math.max(DETAIL, ...findings.map(({ what }) => what.length)) + 2;
  const problems = countOf("problem", findings);
  const counts = `${counted(problems, "problem")}, ${counted(countOf("warning", findings), "warning")}`;
  return [
    ...findings.flatMap((finding) => rows(finding, width, colour)),
    "",
    `the next npm start${problems > 0 ? ", once the problems are solved," : ""} begins with`,
    ...forecastLines(forecast).map((line) => `  ${line}`),
    "",
    counts,
  ];
}

function rows({ level, what, found, expected, fix }: Finding, width: number, colour: boolean): string[] {
  const mark = colour ? styleText(COLOURS[level], level, { validateStream: false }) : level;
  const space = " ".repeat(LEVEL - level.length);
  const row = (head: string, name: string, text: string): string[] =>
    text
      .split("\n")
      .map((line, index) =>
        index === 0 ? `${head}${name.padEnd(width)}${line}` : `${" ".repeat(LEVEL + width)}${line}`,
      );
  const detail = (name: string, text: string | null) =>
    text === null ? [] : row(" ".repeat(LEVEL), `  ${name}`, text);
  return [...row(`${mark}${space}`, what, found), ...detail("expected", expected), ...detail("fix", fix)];
}
