import { availableParallelism } from "node:os";
import { join } from "node:path";
import { projectDir } from "../toolchain/paths.ts";
import { prepare } from "../toolchain/prepare.ts";
import { ProgramError, runProgram } from "../toolchain/run-program.ts";
import { ToolchainError } from "../toolchain/toolchain-error.ts";
import type { TestFiles } from "./find-files.ts";
import { runFiles, runOneByOne } from "./run-files.ts";
import { runStories } from "./run-stories.ts";
import { createTestSteps, type TestSteps } from "./steps.ts";
import { add, failure, NOTHING, type Tally } from "./tally.ts";

/** What is tested, and how. */
export interface SuiteOptions {
  readonly files: TestFiles;
  /** Lint and types too. */
  readonly checks: boolean;
  /** Goes on with a test instance that is there, and leaves it running. */
  readonly keep: boolean;
  /** Accepts the installation of what is missing. */
  readonly yes: boolean;
  readonly report: (line: string) => void;
  readonly colour: boolean;
  readonly signal: AbortSignal;
}

/** The copy of the lab that the journeys run on, beside any other. */
const TEST_INSTANCE = "test";
/** Removes the instance that the others need, and goes on only when the instance need not be looked at. */
const LAST_JOURNEY = /-down\.journey\.ts$/;

/** Runs everything asked for, one step after the other; a failed step stops no other. Never rejects. */
export async function runSuite(options: SuiteOptions): Promise<Tally> {
  const { checks, keep, signal } = options;
  const { unit, slow, live, journeys } = options.files;
  const files = { live, journeys: journeys.filter((file) => !(keep && LAST_JOURNEY.test(file))) };
  const groups = [unit, slow, live].filter((group) => group.length > 0).length;
  const steps = createTestSteps({ ...options, total: (checks ? 2 : 0) + groups + files.journeys.length });
  if (checks) {
    await steps.run("lint", () => tool("biome", "check", "--colors=off", ".", "--max-diagnostics=200"));
    await steps.run("types", () => tool("tsc", "--noEmit", "--pretty", "false"));
  }
  const cores = availableParallelism();
  if (unit.length > 0) await steps.run("unit tests", () => runFiles(unit, cores, { signal }));
  // These wait, too, and leave a core to others meanwhile.
  if (slow.length > 0) await steps.run("slow tests", () => runFiles(slow, cores + 1, { signal }));
  if (live.length + files.journeys.length > 0 && !signal.aborted) {
    await onPlatform(steps, files, options).catch((error) => {
      if (!signal.aborted) steps.note(failure(`preparation\n${told(error)}`));
    });
  }
  return signal.aborted ? add(steps.tally(), failure("the tests were interrupted")) : steps.tally();
}

/** A check that is one program: its output is the failure. */
async function tool(program: string, ...args: string[]): Promise<Tally> {
  const lines: string[] = [];
  const env = { NO_COLOR: "1" };
  try {
    await runProgram(join(projectDir, "node_modules", ".bin", program), args, {
      env,
      onLine: (line) => lines.push(line),
    });
    return NOTHING;
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return failure([`${program} ${args.join(" ")}`, ...lines].join("\n"));
  }
}

async function onPlatform(
  steps: TestSteps,
  { live, journeys }: Pick<TestFiles, "live" | "journeys">,
  options: SuiteOptions,
): Promise<void> {
  const { engine } = await prepare({ ...options, docker: true, images: true, pulumi: true });
  // These wait, too, and take from seconds to minutes each.
  if (live.length > 0)
    await steps.run("live tests", (running) =>
      runOneByOne(live, availableParallelism() + 1, { signal: options.signal, onTest: running }),
    );
  if (journeys.length === 0) return;
  await runStories(journeys, steps, { ...options, engine, instance: TEST_INSTANCE });
}

function told(error: unknown): string {
  if (error instanceof ToolchainError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
