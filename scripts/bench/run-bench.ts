import { join } from "node:path";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { openContext } from "../platform/instance/context.ts";
import { connectEngine } from "../toolchain/engine.ts";
import { withLock } from "../toolchain/lock.ts";
import { cacheDir, projectDir } from "../toolchain/paths.ts";
import { repetitions } from "./bench-case.ts";
import { startWarm } from "./cases/start-warm.ts";
import { commitOf } from "./commit.ts";
import { allMet } from "./figure.ts";
import { takeDown } from "./instance.ts";
import { describeMachine, machineLine } from "./machine.ts";
import type { BenchReport } from "./report.ts";
import { minutesOf, runCases } from "./run-cases.ts";
import { BENCH_INSTANCE } from "./run-script.ts";

export interface BenchOptions {
  /** Names of cases. */
  readonly names: readonly string[];
  readonly quick: boolean;
  /** Accepts the installation of what is missing. */
  readonly yes: boolean;
  /** Leaves the instance for a look at it. */
  readonly keep: boolean;
  /** As typed, for the report. */
  readonly command: string;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** Up and down again. */
const START_MINUTES = 1.2;

/** Brings an instance of its own up, measures, and removes it, whatever happened. One bench at a time. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const lock = { what: text.locks.measuring, report: options.report, signal: options.signal };
  return withLock(join(cacheDir(), "bench.lock"), lock, async () => {
    try {
      return await measureAll(options);
    } catch (error) {
      if (!options.signal.aborted) throw error;
      throw new CommandError("SSM-STOPPED", EXIT.failed, text.bench.nothingMeasured);
    } finally {
      if (options.keep) options.report(text.bench.kept(BENCH_INSTANCE));
      else await takeDown(options.report);
    }
  });
}

async function measureAll(options: BenchOptions): Promise<BenchReport> {
  const { names, quick, yes, command, signal, report } = options;
  const time = new Date().toISOString();
  const commit = await commitOf(projectDir);
  const { docker } = await connectEngine();
  const machine = await describeMachine(docker);
  report(machineLine(machine));
  if (machine.loadBefore > machine.cores) report(text.bench.busy);
  const wanted = names.includes("start-warm");
  const times = wanted ? repetitions(options) : 1;
  if (!quick) report(text.bench.inAll(text.bench.minutes(times * START_MINUTES + minutesOf(names))));
  report(text.bench.begins("start-warm", text.bench.minutes(times * START_MINUTES)));
  const start = await startWarm({ times, yes, signal, report });
  const context = await openContext({ instance: BENCH_INSTANCE, yes, report });
  const measured = await runCases({ context, quick, signal, report }, names);
  const figures = [...(wanted ? [{ ...start, case: start.name }] : []), ...measured];
  return { command, time, commit, quick, machine, figures, met: allMet(figures), stopped: signal.aborted };
}
