import { text } from "./messages/messages.ts";
import { CommandError, EXIT, printAnswer, runCommand, say, sayAside } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { deployLock, onlyChange } from "./platform/deploy/deploy-lock.ts";
import { stageReached } from "./platform/deploy/preflight.ts";
import { type Context, lookAtContext } from "./platform/instance/context.ts";
import {
  keepOnly,
  listSnapshots,
  type Snapshot,
  snapshotNamed,
  unreadableManifests,
} from "./platform/snapshots/manifest.ts";
import { type ReplayOptions, replayOf } from "./platform/snapshots/replay.ts";
import { restoreLocked } from "./platform/snapshots/restore.ts";
import { kept, overdue } from "./platform/snapshots/retention.ts";
import { proveSnapshot, snapshotLine, takeSnapshot } from "./platform/snapshots/take.ts";
import { askYesNo } from "./toolchain/confirm.ts";
import { withLock } from "./toolchain/lock.ts";

const command = new Command("snapshot")
  .description("encrypted copies of both stores, each restored once before it counts")
  .usage("[options] create|list|verify [id]|restore <id>|expire")
  .argument("<what>", "what to do")
  .argument("[id]", "the snapshot; verify takes the newest by default")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "says what would be done and changes nothing", false)
  .option("--exclude <origin>", "restore: makes the writes since then again, but those of v1 or of v2")
  .option(
    "--until <time>",
    "restore: makes the writes since then again that came before a moment, 2026-11-26T02:00:00Z",
  )
  .option("--yes", "does not ask", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .addHelpText(
    "after",
    `
  create        copies both stores within 4 s, restores the copy in containers of its own, removes the oldest
  list          what there is, oldest first
  verify [id]   restores a snapshot again, in containers of its own
  restore <id>  makes V1's documents what they were, as V1's app would write them; data-sync carries them to V2. Sessions
                stay as they are. What is there now is kept as a snapshot. With --exclude or --until, writes since then are
                made again, and what the change log does not explain is left as it is. Asks first
  expire        removes for good what may not be kept any longer: an archive of the sunset after its date, with everything
                older. Asks first

deploy-v2 takes one before each stage. They lie in snapshots/ of the instance's state folder, the key beside it in
snapshot.key: keep a copy of it elsewhere. How many are kept: snapshots.keep in the place's file.
exit codes: 0 done, 1 wrong use, 4 it cannot be taken or restored, or was stopped, 5 a restore has begun: run it again`,
  );

interface Options extends ReplayOptions {
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

await runCommand("snapshot", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  const [what, id] = command.args;
  const report = options.json ? sayAside : say;
  const context = { ...(await lookAtContext(options)), report };
  const answer = await act(what, id, context, options);
  if (options.json) printAnswer(answer);
  return EXIT.done;
});

async function act(
  what: string | undefined,
  id: string | undefined,
  context: Context,
  options: Options,
): Promise<object> {
  const { dryRun, json, yes } = options;
  if (what !== "restore") replayOf(options, null);
  if (what === "list" && id === undefined) return list(context, json);
  if (what === "create" && id === undefined) return create(context, dryRun);
  if (what === "expire" && id === undefined) return expire(context, dryRun, yes);
  if (what === "verify") return verify(context, id, dryRun);
  if (what === "restore" && id !== undefined) return restore(context, id, options);
  throw new CommandError(
    "SSM-USAGE",
    EXIT.wrongUse,
    text.snapshotErrors.use(JSON.stringify(command.args.join(" "))),
  );
}

async function list({ instance, report }: Context, json: boolean): Promise<object> {
  const snapshots = await listSnapshots(instance);
  const unreadable = await unreadableManifests(instance);
  for (const file of unreadable) report(text.snapshotErrors.unreadable(file));
  const answer = { snapshots: snapshots.map(withoutSecrets), unreadable };
  // The object says all of it.
  if (json) return answer;
  if (snapshots.length === 0) report(text.snapshotErrors.none);
  const over = overdue(snapshots, new Date());
  for (const snapshot of snapshots) {
    const late = over.includes(snapshot.id) ? text.snapshot.late : "";
    report(text.snapshot.at(snapshotLine(snapshot), snapshot.stage, late));
  }
  return answer;
}

async function create(context: Context, dryRun: boolean): Promise<object> {
  const { instance, report, stacks } = context;
  const { keep } = stacks.place.snapshots;
  if (dryRun) {
    const present = await listSnapshots(instance);
    const staying = kept(present, keep - 1, new Date());
    const going = present.filter((snapshot) => !staying.includes(snapshot.id)).map((snapshot) => snapshot.id);
    report(text.snapshot.wouldCreate(listOf(going)));
    return { dryRun: true, wouldRemove: going };
  }
  const signal = interruptSignal(report);
  return withLock(deployLock(context), onlyChange(instance, report), async () =>
    withoutSecrets(await takeSnapshot(context, (await stageReached(context))?.name ?? null, { signal })),
  );
}

async function verify(context: Context, id: string | undefined, dryRun: boolean): Promise<object> {
  const { instance, report } = context;
  const snapshot = await snapshotNamed(instance, id);
  if (dryRun) {
    report(text.snapshot.wouldVerify(snapshot.id));
    return { dryRun: true, id: snapshot.id };
  }
  return withoutSecrets(await proveSnapshot(context, snapshot, interruptSignal(report)));
}

async function restore(context: Context, id: string, options: Options): Promise<object> {
  const { dryRun, yes } = options;
  const snapshot = await snapshotNamed(context.instance, id);
  const replay = replayOf(options, snapshot);
  if (!dryRun && !yes && !(await agreed(text.snapshot.askRestore(snapshot.takenAt)))) throw declined();
  return restoreLocked(context, snapshot, { dryRun, replay, signal: interruptSignal(context.report) });
}

async function expire(context: Context, dryRun: boolean, yes: boolean): Promise<object> {
  const { instance, report } = context;
  return withLock(deployLock(context), onlyChange(instance, report), async () => {
    const present = await listSnapshots(instance);
    const going = overdue(present, new Date());
    const names = listOf(going);
    if (dryRun || going.length === 0) {
      report(text.snapshot.toRemove(names));
      return { dryRun, removed: [], overdue: going };
    }
    if (!yes && !(await agreed(text.snapshot.askRemove(names)))) throw declined();
    const staying = present.flatMap(({ id }) => (going.includes(id) ? [] : [id]));
    const removed = await keepOnly(instance, staying);
    report(text.snapshot.removed(removed.join(", ")));
    return { dryRun, removed, overdue: [] };
  });
}

function listOf(ids: readonly string[]): string {
  return ids.length === 0 ? text.snapshot.none : ids.join(", ");
}

function declined(): CommandError {
  return new CommandError("SSM-DECLINED", EXIT.wrongUse, text.questions.declined);
}

async function agreed(question: string): Promise<boolean> {
  return process.stdin.isTTY && (await askYesNo(question));
}

/** What programs read of a snapshot. */
function withoutSecrets({ id, stage, takenAt, stores, restored, keepUntil }: Snapshot): object {
  const bytes = stores["store-v1"].bytes + stores["store-v2"].bytes;
  return { id, stage, takenAt, bytes, restored, keepUntil };
}
