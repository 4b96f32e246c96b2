import { type Figure, isMet } from "./figure.ts";
import { machineLine } from "./machine.ts";
import { type BenchReport, rowOf } from "./report.ts";

/** docs/performance.md, made from a report alone. */
export function performanceDoc(report: BenchReport): string {
  const { figures, leftOut, machine, time, command } = report;
  const missed = figures.filter((figure) => isMet(figure) === false);
  const every = leftOut.length === 0 ? "Every limit is met." : "Every limit that was measured is met.";
  const verdict = missed.length === 0 ? every : `Missed: ${missed.map(({ name }) => name).join(", ")}.`;
  return `${[
    "# Performance",
    "",
    "Written by `npm run bench -- --write`; a change by hand does not last.",
    "",
    `${verdict} A figure is the median of its repetitions; the spread is the smallest and the largest of them.`,
    ...(leftOut.length === 0 ? [] : [`Not measured in that run, and so not known: ${leftOut.join(", ")}.`]),
    "",
    "| name | what | figure | spread | limit | |",
    "|---|---|---|---|---|---|",
    ...figures.map(tableRow),
    "",
    "## How each was measured",
    "",
    ...figures.flatMap(explained),
    "## The machine",
    "",
    `Measured on ${time.slice(0, 10)} with \`${command}\` on ${machineLine(machine)}. Load generators, gateway, apps and Pulumi share its cores.`,
    "",
    "## To repeat it",
    "",
    "`npm run bench` brings up an instance of its own beside a running lab, measures, and removes it again.",
    "Let nothing else run meanwhile: with a load average above the number of cores, the figures say little.",
    "`-- --json` prints everything as one JSON object, `-- --only NAME` measures one thing, `-- --write` writes this page.",
    "The exit code is 0 when every limit is met and 2 when one is missed.",
  ].join("\n")}\n`;
}

function tableRow(figure: Figure): string {
  const { name, figure: median, spread, limit, verdict } = rowOf(figure);
  const cells = [name, cell(figure.what), median, spread, limit, verdict === "no limit" ? "" : verdict];
  return `| ${cells.join(" | ")} |`;
}

function explained({ name, how, settings }: Figure): string[] {
  const pairs = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
  return [`- **${name}**: ${how}${pairs.length === 0 ? "" : ` Settings: ${pairs.join("; ")}.`}`, ""];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
