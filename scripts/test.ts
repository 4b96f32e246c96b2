import { EXIT, printAnswer, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { findTestFiles, type TestFiles } from "./testing/find-files.ts";
import { runSuite } from "./testing/suite.ts";
import { countsText, failure, failureLines } from "./testing/tally.ts";
import { allowsColour } from "./toolchain/colour.ts";
import { nameEngine } from "./toolchain/engine-connection.ts";

const command = new Command("test")
  .description(
    "runs every test; what needs a platform gets one of its own, beside a running lab, and removes it",
  )
  .option("--unit", "only what needs nothing but Node", false)
  .option("--journeys", "only the stories on a running platform", false)
  .option("--only <text>", "only the test files whose path holds this text", "")
  .option("--keep", "goes on with the test's platform if it is there, and leaves it running", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .option("--docker-host <url>", "an engine other than this machine's own")
  .addHelpText(
    "after",
    "\nThe last line is `N passed, N failed`; exit code 0 only when nothing failed.\nexample: npm test -- --only kill-switch",
  );

interface Options {
  readonly unit: boolean;
  readonly journeys: boolean;
  readonly only: string;
  readonly keep: boolean;
  readonly json: boolean;
  readonly yes: boolean;
  readonly dockerHost?: string;
}

await runCommand("test", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  nameEngine(options.dockerHost);
  const files = chosen(options);
  const report: (line: string) => void = options.json ? console.error : console.log;
  const isEmpty = Object.values(files).every((group) => group.length === 0);
  const tally = isEmpty
    ? failure(`there is no such test file: its path must hold ${JSON.stringify(options.only)}`)
    : await runSuite({
        ...options,
        files,
        checks: !options.unit && !options.journeys && options.only === "",
        report,
        colour: allowsColour(),
        signal: interruption(report),
      });
  for (const line of failureLines(tally)) report(line);
  report(`\n${countsText(tally)}`);
  if (options.json) printAnswer(tally);
  return tally.failures.length > 0 ? EXIT.failed : EXIT.done;
});

function chosen({ unit, journeys, only }: Options): TestFiles {
  const files = findTestFiles(only);
  if (unit) return { ...files, slow: [], live: [], journeys: [] };
  return journeys ? { ...files, unit: [], slow: [], live: [] } : files;
}

/** The first Ctrl-C ends the running test and cleans up; the second ends at once. */
function interruption(report: (line: string) => void): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    report("stopping, then removing the test's platform; once more to stop at once");
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stop);
  return controller.signal;
}
