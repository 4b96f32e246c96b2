import type Docker from "dockerode";
import { text, told } from "./messages/messages.ts";
import { CommandError, EXIT, printAnswer, runCommand, say, sayAside } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal, isStop, rollbackSignal, STOPPED } from "./platform/command/interrupt.ts";
import { type Owner, partsOf } from "./platform/containers/parts.ts";
import { stageNamed } from "./platform/deploy/stage-named.ts";
import { type Context, lookAtContext, openContext, readStacks } from "./platform/instance/context.ts";
import { instanceName, isMade, openInstance } from "./platform/instance/instance.ts";
import { journalFile } from "./platform/instance/journal.ts";
import { PLACE } from "./platform/instance/place-name.ts";
import { forecastRestore } from "./platform/rollback/restore-forecast.ts";
import { type Pending, pendingOf, resumeData } from "./platform/rollback/resume-rollback.ts";
import {
  checkDown,
  noteSwitch,
  notFinished,
  type RollbackReport,
  rollBack,
  type Thrown,
  trafficToV1,
} from "./platform/rollback/rollback.ts";
import { forecast, forecastLines, hasGateway } from "./platform/rollback/rollback-forecast.ts";
import { rollbackTable } from "./platform/rollback/rollback-table.ts";
import { type Snapshot, snapshotNamed } from "./platform/snapshots/manifest.ts";
import { type Replay, type ReplayOptions, replayFlags, replayOf } from "./platform/snapshots/replay.ts";
import { type RestoreReport, restoreLocked } from "./platform/snapshots/restore.ts";
import { connectEngine } from "./toolchain/engine.ts";
import { messageOf } from "./toolchain/message-of.ts";
import { statePath } from "./toolchain/paths.ts";
import { ToolchainError } from "./toolchain/toolchain-error.ts";

const command = new Command("rollback-v1")
  .description("all traffic back to V1 at once, then the declared state down to a lower stage")
  .option("--to <stage>", "the stage to go down to: 10, 10% or 010-percent", "0")
  .option("--reason <text>", "goes to the journal", "by hand")
  .option("--resume", "brings what V2 wrote last to V1 after a rollback whose data are pending", false)
  .option("--restore-data <snapshot>", "then makes V1's documents what they were: npm run snapshot -- list")
  .option("--exclude <origin>", "of the writes since then makes all again but those of v1 or of v2")
  .option(
    "--until <time>",
    "of the writes since then makes those again before a moment, 2026-11-26T02:00:00Z",
  )
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "says what would happen and how long it took before, changes nothing", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .addHelpText(
    "after",
    `
The kill switch is thrown first and stays on until: npm run kill-switch -- off --reason "…". So long V2's app may not
write in its store, and V1 wins every conflict.
exit codes: 0 done, 1 wrong use, 4 failed, nothing was changed, 5 not finished: it says where the traffic is, what to run
example:    npm run rollback-v1 -- --to 10
            npm run rollback-v1 -- --restore-data 20261126T010000000Z --exclude v2    without what V2 wrote since`,
  );

interface Options extends ReplayOptions {
  readonly to: string;
  readonly reason: string;
  readonly resume: boolean;
  readonly restoreData?: string;
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

/** The snapshot whose data are wanted, and which writes since then. */
interface Wish {
  readonly snapshot: Snapshot;
  readonly replay: Replay | null;
}

interface Stoppable extends Options {
  readonly signal: AbortSignal;
}

await runCommand("rollback-v1", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  const report = options.json ? sayAside : say;
  const owner = { place: PLACE, instance: instanceName(PLACE, options.instance) };
  const { docker } = await connectEngine(options);
  const pending = options.resume ? await pendingOf(await lookAtContext(options)) : null;
  if (pending === null) await refuseUp(options);
  // A name that is none is wrong use, too; the snapshot itself is opened after the traffic is back.
  const wanted = options.restoreData;
  if (wanted === undefined) replayOf(options, null);
  const snapshot =
    wanted === undefined ? null : await snapshotNamed(openInstance(PLACE, owner.instance), wanted);
  const wish = snapshot === null ? null : { snapshot, replay: replayOf(options, snapshot) };
  if (options.dryRun) {
    await rehearse(docker, owner, pending, options, wish, report);
    return EXIT.done;
  }
  let thrown: Thrown | null = null;
  const signal = rollbackSignal(report, () => thrown !== null);
  // Traffic first: before any file is read or any tool is looked for.
  thrown = await trafficToV1(docker, owner, report);
  // The rest may fail before it comes to the journal; where this fails, the rest says why.
  if (thrown !== null) await noteHere(owner, options.reason, thrown).catch(() => {});
  const back =
    pending?.isDown === true
      ? resumeData({ ...(await lookAtContext(options)), report }, pending, thrown, signal)
      : finish({ ...options, to: pending?.to.name ?? options.to, signal }, thrown, report);
  const result = await back.catch((error: unknown) => {
    throw wish === null ? error : notRestored(error, wish);
  });
  const restored = wish === null ? null : await restoreAfter({ ...options, signal }, wish, report);
  for (const line of rollbackTable(result, restored)) report(line);
  if (options.json) printAnswer({ ...result, ...(restored && { restored }) });
  return EXIT.done;
});

/** Notes that the switch is on, where there is a journal. */
async function noteHere({ place, instance }: Owner, reason: string, thrown: Thrown): Promise<void> {
  if (isMade(place, instance)) await noteSwitch(journalFile(statePath(place, instance)), reason, thrown);
}

async function restoreAfter(
  options: Stoppable,
  { snapshot, replay }: Wish,
  report: (line: string) => void,
): Promise<RestoreReport> {
  try {
    options.signal.throwIfAborted();
    const context = { ...(await lookAtContext(options)), report };
    return await restoreLocked(context, snapshot, { dryRun: false, replay, signal: options.signal });
  } catch (error) {
    if (error instanceof CommandError && error.id === "SSM-UNPROVEN") throw error;
    const said = isStop(error) ? told(STOPPED) : messageOf(error);
    const { otherSnapshot, notRestored } = text.snapshotErrors;
    const isUnusable = error instanceof CommandError && error.id === "SSM-SNAPSHOT";
    const message = isUnusable ? otherSnapshot(said) : notRestored(said, snapshot.id, replayFlags(replay));
    throw new CommandError("SSM-RESTORE", EXIT.partly, message, { cause: error });
  }
}

/** What stopped the rollback stopped the restore, too. */
function notRestored(error: unknown, { snapshot: { id }, replay }: Wish): unknown {
  if (!(error instanceof CommandError)) return error;
  const message = `${error.message}\n${text.snapshotErrors.restoreLater(id, replayFlags(replay))}`;
  return new CommandError(error.id, error.exitCode, message, { cause: error });
}

async function rehearse(
  docker: Docker,
  owner: Owner,
  pending: Pending | null,
  options: Options,
  wish: Wish | null,
  report: (line: string) => void,
): Promise<void> {
  const to = pending?.to.name ?? options.to;
  // With neither a gateway nor a state there is nothing to bring back.
  if (!hasGateway(await partsOf(docker, owner))) openInstance(owner.place, owner.instance);
  const context = await hereOrNull(options);
  if (context === null) {
    report(text.change.wouldOnlyThrow);
    const { name } = stageNamed(readStacks().stages, to);
    if (options.json) printAnswer({ instance: owner.instance, to: name, dryRun: true });
    return;
  }
  const stage = stageNamed(context.stacks.stages, to);
  const restore =
    wish === null
      ? null
      : await forecastRestore({ ...context, report }, wish.snapshot, wish.replay, interruptSignal(report));
  const told = await forecast(context, stage, pending?.isDown === true, restore);
  for (const line of forecastLines(told)) report(line);
  if (options.json) printAnswer({ instance: owner.instance, to: stage.name, dryRun: true, ...told });
}

/** The instance; null where its state is not on this machine. */
async function hereOrNull(options: Options): Promise<Context | null> {
  try {
    return await lookAtContext(options);
  } catch (error) {
    if (error instanceof CommandError && error.id === "SSM-NO-INSTANCE") return null;
    throw error;
  }
}

async function refuseUp(options: Options): Promise<void> {
  try {
    const context = await lookAtContext(options);
    await checkDown(context, stageNamed(context.stacks.stages, options.to));
  } catch (error) {
    // Nothing but a wrong `--to`, or no V1, may keep the traffic from V1: a mistake in a file is told after the switch.
    const final = ["SSM-NOT-DOWN", "SSM-NO-STAGE", "SSM-NO-V1"];
    if (error instanceof CommandError && final.includes(error.id)) throw error;
  }
}

async function finish(
  options: Stoppable,
  thrown: Thrown | null,
  report: (line: string) => void,
): Promise<RollbackReport> {
  const context = await openContext({ ...options, asDeployed: true, report }).catch((error: unknown) => {
    // Nothing is there that could be brought back: the name is wrong.
    if (thrown === null && isWrongName(error)) throw error;
    throw notFinished(error, thrown !== null);
  });
  const to = stageNamed(context.stacks.stages, options.to);
  return rollBack(context, { reason: options.reason, to, thrown, signal: options.signal });
}

function isWrongName(error: unknown): boolean {
  const ids = ["SSM-NO-INSTANCE", "SSM-BAD-NAME"];
  return (error instanceof CommandError || error instanceof ToolchainError) && ids.includes(error.id);
}
