import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { performanceDoc } from "./bench/performance-doc.ts";
import { type BenchReport, reportLines } from "./bench/report.ts";
import { runBench } from "./bench/run-bench.ts";
import { CASE_NAMES } from "./bench/run-cases.ts";
import { CommandError, EXIT, printAnswer, runCommand } from "./platform/command.ts";
import { interruptSignal } from "./platform/interrupt.ts";
import { nameEngine } from "./toolchain/engine-connection.ts";
import { projectDir } from "./toolchain/paths.ts";

const command = new Command("bench")
  .description("measures what the project promises, on an instance of its own that it removes afterwards")
  .option("--only <names...>", `measures only: ${CASE_NAMES.join(", ")}`)
  .option("--quick", "far fewer requests and repetitions, to try the bench itself", false)
  .option("--json", "prints the report as one JSON object, progress goes to standard error", false)
  .option("--write", "writes docs/performance.md; with --only it names what is left out", false)
  .option("--keep", "leaves the instance for a look at it", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .option("--docker-host <url>", "an engine other than this machine's own")
  .addHelpText(
    "after",
    "\nThe whole takes about 40 minutes, each part says its time; let nothing else run meanwhile.\nexit codes: 0 every limit is met, 1 wrong use, 2 a limit is missed, 4 failed",
  );

interface Options {
  readonly only?: string[];
  readonly quick: boolean;
  readonly json: boolean;
  readonly write: boolean;
  readonly keep: boolean;
  readonly yes: boolean;
  readonly dockerHost?: string;
}

await runCommand("bench", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  nameEngine(options.dockerHost);
  refuseMistakes(options);
  const say = options.json ? console.error : console.log;
  const report = await runBench({
    ...options,
    names: options.only ?? CASE_NAMES,
    command: ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(
      " ",
    ),
    signal: interruptSignal(say),
    report: say,
  });
  say(["", ...reportLines(report)].join("\n"));
  if (options.json) printAnswer(report);
  if (options.write) write(report, say);
  return report.met ? EXIT.done : EXIT.held;
});

function refuseMistakes({ only, quick, write }: Options): void {
  const unknown = (only ?? []).filter((name) => !CASE_NAMES.includes(name));
  if (unknown.length > 0) {
    throw new CommandError(
      "SSM-BENCH",
      EXIT.wrongUse,
      `--only takes ${CASE_NAMES.join(", ")}, got ${unknown.map((name) => JSON.stringify(name)).join(", ")}`,
    );
  }
  if (write && quick)
    throw new CommandError("SSM-BENCH", EXIT.wrongUse, "--write needs whole repetitions: leave out --quick");
}

function write(report: BenchReport, say: (line: string) => void): void {
  const missing = report.figures.filter(({ failure }) => failure !== undefined);
  if (missing.length > 0) {
    say("docs/performance.md is not written: not everything was measured");
    return;
  }
  const file = join(projectDir, "docs", "performance.md");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, performanceDoc(report));
  say("written: docs/performance.md");
}
