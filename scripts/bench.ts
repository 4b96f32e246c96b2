import { join } from "node:path";
import { chosenCases } from "./bench/chosen.ts";
import { GROUPS } from "./bench/groups.ts";
import { reportLines } from "./bench/report.ts";
import { runBench } from "./bench/run-bench.ts";
import { CASE_NAMES, minutesOf } from "./bench/run-cases.ts";
import { refuseUnusable, writePage } from "./bench/write-page.ts";
import { text } from "./messages/messages.ts";
import { CommandError, EXIT, printAnswer, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { nameEngine } from "./toolchain/engine-connection.ts";
import { projectDir } from "./toolchain/paths.ts";

const command = new Command("bench")
  .description("measures what the project promises, on an instance of its own that it removes afterwards")
  .argument("[group]", `measures only what belongs together: ${Object.keys(GROUPS).join(", ")}`)
  .option("--only <names...>", `measures only: ${CASE_NAMES.join(", ")}`)
  .option("--quick", "far fewer requests and repetitions, to try the bench itself", false)
  .option("--json", "prints the report as one JSON object, progress goes to standard error", false)
  .option("--write", "puts what was measured on docs/performance.md; every other figure stays", false)
  .option("--keep", "leaves the instance for a look at it", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .option("--docker-host <url>", "an engine other than this machine's own")
  .addHelpText(
    "after",
    `\nThe whole takes ${text.bench.minutes(minutesOf(CASE_NAMES))}, each part says its time; let nothing else run meanwhile.\nexit codes: 0 every limit is met, 1 wrong use, 2 a limit is missed, 4 failed`,
  );

const DOCS = join(projectDir, "docs");

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
  const names = chosenCases(command.args[0], options.only, CASE_NAMES);
  refuseMistakes(options);
  const say = options.json ? console.error : console.log;
  const report = await runBench({
    ...options,
    names,
    command: ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(
      " ",
    ),
    signal: interruptSignal(say),
    report: say,
  });
  say(["", ...reportLines(report)].join("\n"));
  if (options.json) printAnswer(report);
  if (options.write) say(writePage(report, CASE_NAMES, DOCS).join("\n"));
  if (report.stopped) throw new CommandError("SSM-STOPPED", EXIT.failed, text.bench.measuredAbove);
  return report.met ? EXIT.done : EXIT.held;
});

function refuseMistakes({ quick, write }: Options): void {
  if (write && quick) throw new CommandError("SSM-BENCH", EXIT.wrongUse, text.bench.quickWrites);
  if (write) refuseUnusable(DOCS);
}
