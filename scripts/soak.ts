import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "./messages/messages.ts";
import { CommandError, EXIT, printAnswer, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { output } from "./platform/command/live-line.ts";
import { rollOut } from "./platform/deploy/rollout.ts";
import { stageNamed } from "./platform/deploy/stage-named.ts";
import { openContext, readStacks } from "./platform/instance/context.ts";
import { kills } from "./testing/soak/kills.ts";
import { soakLines } from "./testing/soak/report.ts";
import { phasesOf, type SoakOptions, soak } from "./testing/soak/soak.ts";
import { removeTestInstance } from "./testing/test-instance.ts";
import { withLock } from "./toolchain/lock.ts";
import { cacheDir } from "./toolchain/paths.ts";
import { prepare } from "./toolchain/prepare.ts";

const command = new Command("soak")
  .description(
    "writes through both APIs over all stages and back, kills parts, and shows that no write is lost",
  )
  .option("--writes <n>", "at least so many writes", "1000000")
  .option("--kills <n>", "how often data-sync, a store or the gateway is killed", "24")
  .option("--seed <n>", "the same kills again; a new one is drawn and told otherwise")
  .option("--minutes <n>", "gives up after this time", "180")
  .option("--json", "ends with one JSON object, progress goes to standard error", false)
  .option("--dry-run", "tells the phases and the kills, and does nothing", false)
  .option("--keep", "leaves the instance and the writers' log for a look at them", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .addHelpText(
    "after",
    `
Brings up an instance of its own (SSM_INSTANCE, else soak) and removes it afterwards, and one with that name before. Stages
are entered without their gates, which would hold while parts are killed. npm test has a short form.
exit codes: 0 no violation, 1 wrong use, 4 a violation, or it failed
example:    npm run soak -- --writes 50000 --kills 8 --seed 7`,
  );

interface Options {
  readonly writes: string;
  readonly kills: string;
  readonly seed?: string;
  readonly minutes: string;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly keep: boolean;
  readonly yes: boolean;
}

await runCommand("soak", async () => {
  command.exitOverride().parse();
  const given = command.opts<Options>();
  const { report, live } = output(given.json ? process.stderr : process.stdout);
  const options = {
    seed: given.seed === undefined ? Math.floor(Math.random() * 1e9) : whole("--seed", given.seed, 0),
    writes: whole("--writes", given.writes, 1_000),
    kills: whole("--kills", given.kills, 0),
    maxSeconds: whole("--minutes", given.minutes, 1) * 60,
  };
  if (given.dryRun) {
    for (const line of planned(options)) report(line);
    return EXIT.done;
  }
  const dir = mkdtempSync(join(tmpdir(), "ssm-soak-"));
  const logFile = join(dir, "writes.jsonl");
  report(`seed ${options.seed}; the writers' log, kept when anything is wrong: ${logFile}`);
  const signal = interruptSignal(report);
  const found = await onInstance(given, { ...options, logFile, signal, report, live });
  for (const line of ["", ...soakLines(found)]) report(line);
  if (given.json) printAnswer(found);
  const isWell = found.violations.length === 0;
  if (isWell && !given.keep) rmSync(dir, { recursive: true });
  else report(`the writers' log: ${logFile}`);
  return isWell ? EXIT.done : EXIT.failed;
});

async function onInstance({ keep, yes }: Options, options: SoakOptions) {
  const { report, live, signal } = options;
  const { engine } = await prepare({ docker: true, images: true, pulumi: true, yes, report });
  // Also what the next commands in messages mean.
  process.env.SSM_INSTANCE ||= "soak";
  const instance = process.env.SSM_INSTANCE;
  const lock = { what: text.locks.testing(instance), report, signal };
  return withLock(join(cacheDir(), `${instance}-instance.lock`), lock, async () => {
    await removeTestInstance(engine, instance, report);
    try {
      const context = await openContext({ instance, create: true, yes, report });
      const until = stageNamed(context.stacks.stages, "0");
      await rollOut(context, { until, signal, live, reached: () => {} });
      return await soak(context, options);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new CommandError("SSM-STOPPED", EXIT.failed, "stopped as asked; nothing was compared");
    } finally {
      if (keep) report(`kept; to remove it: npm run down -- --instance ${instance}`);
      else await removeTestInstance(engine, instance, report);
    }
  });
}

function planned({ seed, writes, kills: count }: Pick<SoakOptions, "seed" | "writes" | "kills">): string[] {
  const phases = phasesOf({ stacks: readStacks() });
  const all = kills(seed, count, phases.length);
  return [
    `seed ${seed}: would write ${writes} times in ${phases.length} phases, and kill ${count} times:`,
    ...phases.map((name, index) => {
      const here = all.filter(({ phase }) => phase === index);
      const told = here.map(({ service, at }) => `${service} at ${Math.round(at * 100)} %`);
      return `  ${name}: ${told.join(", ") || "nothing"}`;
    }),
  ];
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least) return value;
  const message = `${option} must be a whole number from ${least} to 999999999, got ${JSON.stringify(text)}`;
  throw new CommandError("SSM-SOAK", EXIT.wrongUse, message);
}
