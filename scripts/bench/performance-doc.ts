import { en } from "../messages/en.ts";
import { type Figure, isMet } from "./figure.ts";
import { machineLine } from "./machine.ts";
import type { Run } from "./recorded.ts";
import { rowOf } from "./report.ts";

/** docs/performance.md, made from the recorded runs alone; figures come in the order of `cases`. */
export function performanceDoc(runs: readonly Run[], cases: readonly string[]): string {
  const rows = cases.flatMap((name) =>
    runs.flatMap((run) =>
      run.figures.filter((one) => one.case === name).map((figure) => ({ figure, when: whenOf(run) })),
    ),
  );
  const figures = rows.map(({ figure }) => figure);
  return `${[
    "# Performance",
    "",
    "Written by `npm run bench -- --write` from [performance.json](performance.json); a change by hand does not last.",
    "",
    ...summary(figures, cases),
    "",
    "| name | what | figure | spread | limit | | measured |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(({ figure, when }) => tableRow(figure, when)),
    "",
    "## How each was measured",
    "",
    ...figures.flatMap(explained),
    "## The runs",
    "",
    "Load generators, gateway, apps and Pulumi share the cores. `+changes`: with changes that were not committed.",
    "",
    ...runs.map(runLine),
    "",
    "## To repeat it",
    "",
    "`npm run bench` brings up an instance of its own beside a running lab, measures, and removes it again.",
    "Let nothing else run meanwhile: with a load average above the number of cores, the figures say little.",
    "`-- data` measures how data are carried and brought back, `-- --only NAME` one thing, `-- --json` prints one JSON object.",
    "`-- --write` replaces on this page what was measured; the other figures stay, and those of a case that fails.",
    "The exit code is 0 when every limit is met and 2 when one is missed.",
  ].join("\n")}\n`;
}

/** When and with which sources a run measured: `2026-11-22, 5ddb1bd08c`. */
export function whenOf({ time, commit }: Pick<Run, "time" | "commit">): string {
  return `${time.slice(0, 10)}, ${commit}`;
}

function summary(figures: readonly Run["figures"][number][], cases: readonly string[]): string[] {
  const never = cases.filter((name) => !figures.some((figure) => figure.case === name));
  const missed = figures.filter((figure) => isMet(figure) === false);
  const every = never.length === 0 ? "Every limit is met." : "Every limit that was measured is met.";
  const verdict = missed.length === 0 ? every : `Missed: ${missed.map(({ name }) => name).join(", ")}.`;
  return [
    `${verdict} A figure is the median of its repetitions; the spread is the smallest and the largest of them.`,
    ...(never.length === 0 ? [] : [`Never measured, and so not known: ${never.join(", ")}.`]),
  ];
}

function tableRow(figure: Figure, when: string): string {
  const { name, figure: median, spread, limit, verdict } = rowOf(figure, en.bench);
  const cells = [name, cell(figure.what), median, spread, limit, verdict === "no limit" ? "" : verdict, when];
  return `| ${cells.join(" | ")} |`;
}

function explained({ name, how, settings }: Figure): string[] {
  const pairs = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
  return [`- **${name}**: ${how}${pairs.length === 0 ? "" : ` Settings: ${pairs.join("; ")}.`}`, ""];
}

function runLine(run: Run): string {
  const names = [...new Set(run.figures.map((one) => one.case))].join(", ");
  return `- ${whenOf(run)}: ${names}. \`${run.command}\` on ${machineLine(run.machine)}.`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
