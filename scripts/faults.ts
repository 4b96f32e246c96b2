import { basename } from "node:path";
import { text } from "./messages/messages.ts";
import { CommandError, EXIT, printAnswer, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { findFaults } from "./testing/find-files.ts";
import { runStories } from "./testing/run-stories.ts";
import { createTestSteps } from "./testing/steps.ts";
import { storyTable } from "./testing/story-table.ts";
import { countsText, failure, failureLines } from "./testing/tally.ts";
import { allowsColour } from "./toolchain/colour.ts";
import { nameEngine } from "./toolchain/engine-connection.ts";
import { prepare } from "./toolchain/prepare.ts";

const command = new Command("faults")
  .description(
    "injects every fault at every stage and resource, on an instance of its own that it removes afterwards",
  )
  .option("--only <text>", "only the faults whose file's name holds this text", "")
  .option("--keep", "goes on with the instance if it is there, and leaves it running", false)
  .option("--json", "ends with one JSON object, progress goes to standard error", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .option("--docker-host <url>", "an engine other than this machine's own")
  .addHelpText(
    "after",
    `
Takes one to two hours on a quiet machine with 2 cores, by the times of its parts; npm test has a short form of most.
A full disk, a restart of the engine and the kill of a container's process need root.
exit codes: 0 nothing failed, 1 wrong use, 4 something failed
example:    npm run faults -- --only disk`,
  );

interface Options {
  readonly only: string;
  readonly keep: boolean;
  readonly json: boolean;
  readonly yes: boolean;
  readonly dockerHost?: string;
}

/** The copy of the lab that is ill-treated; SSM_INSTANCE names another. */
const INSTANCE = "faults";

await runCommand("faults", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  nameEngine(options.dockerHost);
  const report = options.json ? console.error : console.log;
  const files = chosen(options.only);
  const colour = !options.json && allowsColour();
  const steps = createTestSteps({ report, colour, total: files.length });
  const { engine } = await prepare({ docker: true, images: true, pulumi: true, yes: options.yes, report });
  const signal = interruptSignal(report);
  const instance = process.env.SSM_INSTANCE ?? INSTANCE;
  const stories = await runStories(files, steps, { ...options, engine, instance, report, signal });
  if (signal.aborted) steps.note(failure("the faults were interrupted"));
  const tally = steps.tally();
  for (const line of failureLines(tally)) report(line);
  for (const line of ["", ...storyTable(stories), "", countsText(tally)]) report(line);
  if (options.json) printAnswer({ stories, passed: tally.passed, failures: tally.failures });
  return tally.failures.length > 0 ? EXIT.failed : EXIT.done;
});

function chosen(only: string): string[] {
  const files = findFaults(only);
  if (files.length > 0) return files;
  const known = findFaults().map((file) => basename(file, ".fault.ts"));
  throw new CommandError(
    "SSM-NO-FAULT",
    EXIT.wrongUse,
    text.errors.noFault(JSON.stringify(only), known.join(", ")),
  );
}
