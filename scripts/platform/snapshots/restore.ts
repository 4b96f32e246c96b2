import { z } from "zod";
import { decimal, text, told } from "../../messages/messages.ts";
import { withLock } from "../../toolchain/lock.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { refuseUnchanged } from "../command/interrupt.ts";
import { within } from "../command/within.ts";
import { partsOf } from "../containers/parts.ts";
import { outputIn } from "../containers/run-in.ts";
import { frozenBecause } from "../data-sync/data-sync.ts";
import { deployLock, onlyChange } from "../deploy/deploy-lock.ts";
import type { Context } from "../instance/context.ts";
import { removeSnapshot, type Snapshot, STORES } from "./manifest.ts";
import { type Replay, replayFlags, replayWords } from "./replay.ts";
import { scratchName } from "./scratch.ts";
import { proveSnapshot, takeSnapshot } from "./take.ts";
import { judge, type RestoredPair, refuseDamaged, unusable, withRestored } from "./test-restore.ts";

/** What a restore did, or would do: V1's documents written, deleted, left as they are; sessions that stay as they are now. */
export interface RestoreReport {
  readonly snapshot: string;
  /** The snapshot of what was there before; null when nothing was changed. */
  readonly before: string | null;
  readonly restored: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly skipped: number;
  /** Null without `replay`. */
  readonly replay: ReplayReport | null;
  /** Until V1's documents were back, and with every proof after it. */
  readonly backSeconds: number;
  readonly seconds: number;
}

/** Writes since the snapshot that were made again and that were not; documents that the log does not tell all of. */
export interface ReplayReport {
  readonly replayed: number;
  readonly leftOut: number;
  readonly unclear: number;
}

export interface RestoreOptions {
  /** Only counts. */
  readonly dryRun: boolean;
  /** Writes since the snapshot that are made again; null for none. */
  readonly replay: Replay | null;
  /** Ends it before its next step, until V1 is touched. */
  readonly signal?: AbortSignal | undefined;
}

const LONGEST_S = 900;
const countsSchema = z.object({
  restored: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  unclear: z.int(),
});
const replaySchema = z.discriminatedUnion("is", [
  z.object({ is: z.literal("replayed"), replayed: z.int(), leftOut: z.int() }),
  z.object({ is: z.literal("too-short"), store: z.string() }),
]);

/**
 * Makes V1's documents what they were in a snapshot, as V1's app would write them, and waits until data-sync has carried
 * them to V2. Nobody is signed in or out by it. With `replay`, only documents are changed of which the change log tells
 * everything. What was there before is kept as a snapshot, except with `dryRun`, which only counts; it is proven when V1's
 * documents are back, for they are waited for, and stays unproven where that is not reached. Throws SSM-UNPROVEN where
 * the proof fails, SSM-RESTORE when it has begun, or data-sync does not run or is frozen, and the same command goes on;
 * anything else before V1 is touched.
 */
export async function restoreSnapshot(
  context: Context,
  snapshot: Snapshot,
  { dryRun, replay, signal }: RestoreOptions,
): Promise<RestoreReport> {
  const { docker, instance, report } = context;
  const began = performance.now();
  const sync = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
  if (sync?.running !== true) throw refused(text.snapshotErrors.syncDown);
  const frozen = await frozenBecause(context, sync);
  if (frozen !== null) throw refused(text.snapshotErrors.syncFrozen(frozen));
  await refuseDamaged(instance, snapshot);
  // The one that is wanted may be the oldest that is kept, and must outlive the one that is taken for it.
  const options = { spare: snapshot.id, unproven: true, signal };
  const before = dryRun ? null : await takeSnapshot(context, snapshot.stage, options);
  const ask: Ask = async (...args) =>
    (await within(LONGEST_S, "data-sync", outputIn(docker, sync.id, ["node", "/app/main.mjs", ...args])))
      .output;
  const again = `${snapshot.id}${replayFlags(replay)}`;
  let isWriting = false;
  const work = async ({ heal }: RestoredPair) => {
    if (snapshot.restored?.isWhole !== true) await heal();
    const network = docker.getNetwork(scratchName(instance, "network"));
    await network.connect({ Container: sync.id });
    const replayed = replay === null ? null : await replayInto(context, replay, ask);
    refuseUnchanged(signal);
    isWriting = !dryRun;
    if (isWriting) report(text.snapshot.writing);
    return compareV1(instance, dryRun, replayed, ask);
  };
  const counts = await withRestored(context, snapshot, work, signal).catch(async (error: unknown) => {
    if (isWriting) throw begun(error, again, before);
    if (before !== null) {
      // It is a copy of what is still there.
      await removeSnapshot(instance, before.id);
      report(text.snapshot.removed(before.id));
    }
    throw unusable(snapshot, error);
  });
  const taken = () => (performance.now() - began) / 1000;
  const backSeconds = taken();
  if (before !== null) {
    report(text.snapshot.back(snapshot.id, decimal(backSeconds, 1)));
    const said = ask("verify", "--full", "--json");
    await said.then(judge).catch((error: unknown) => {
      throw begun(error, again, before);
    });
    await proveBefore(context, before);
  }
  const ids = { snapshot: snapshot.id, before: before?.id ?? null };
  return { ...ids, ...counts, backSeconds, seconds: taken() };
}

type Ask = (...args: string[]) => Promise<string>;
type Replayed = Pick<ReplayReport, "replayed" | "leftOut">;

/** Has data-sync write what differs, or count it. */
async function compareV1(
  instance: Context["instance"],
  dryRun: boolean,
  replayed: Replayed | null,
  ask: Ask,
): Promise<Pick<RestoreReport, "restored" | "removed" | "unchanged" | "skipped" | "replay">> {
  const flags = [...(dryRun ? ["--dry-run"] : []), ...(replayed === null ? [] : ["--replayed"])];
  const said = await ask("restore", scratchName(instance, "store-v1"), ...flags);
  const { unclear, ...found } = countsSchema.parse(JSON.parse(said));
  return { ...found, replay: replayed && { ...replayed, unclear } };
}

/** The same as the only change of the instance, and says what came of it. */
export async function restoreLocked(
  context: Context,
  snapshot: Snapshot,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const { instance, report } = context;
  const done = await withLock(deployLock(context), onlyChange(instance, report), () =>
    restoreSnapshot(context, snapshot, options),
  );
  report(restoreLine(done));
  return done;
}

/** Has data-sync make the wanted writes again in the restored stores, which nothing else may touch then. */
async function replayInto({ docker, instance }: Context, replay: Replay, ask: Ask): Promise<Replayed> {
  await docker.getContainer(scratchName(instance, "data-sync")).stop({ t: 1 });
  const hosts = STORES.map((store) => scratchName(instance, store));
  const said = replaySchema.parse(JSON.parse(await ask("replay", ...hosts, ...replayWords(replay))));
  if (said.is === "too-short") throw new Error(text.replay.tooShort(said.store));
  return { replayed: said.replayed, leftOut: said.leftOut };
}

/** What a restore came to, as one line. */
export function restoreLine({
  snapshot,
  before,
  restored,
  removed,
  unchanged,
  skipped,
  replay,
  seconds,
}: RestoreReport): string {
  const said = text.snapshot;
  const left = said.leftAlone(unchanged, skipped, decimal(seconds, 1));
  const documents = before === null ? said.wouldRestore : said.restored;
  return said.outcome(
    documents(restored, snapshot, removed),
    replay === null ? left : `${replayLine(replay)}; ${left}`,
    before === null ? said.nothingChanged : said.before(before),
  );
}

/** What a replay came to, in words. */
export function replayLine({ replayed, leftOut, unclear }: ReplayReport): string {
  return text.replay.done(replayed, leftOut, unclear);
}

/** V1's documents are back by now: without this there is only no way to what was there before. */
async function proveBefore(context: Context, before: Snapshot): Promise<void> {
  try {
    await proveSnapshot(context, before);
  } catch (error) {
    const why = messageOf(error);
    throw new CommandError("SSM-UNPROVEN", EXIT.partly, text.snapshotErrors.noWayBack(before.id, told(why)));
  }
}

function refused(message: string): CommandError {
  return new CommandError("SSM-RESTORE", EXIT.wrongUse, message);
}

/** V1's documents may be of two moments: says what goes on, and where those from before are. */
function begun(error: unknown, again: string, before: Snapshot | null): CommandError {
  const message = text.snapshotErrors.begun(told(messageOf(error)), before?.id ?? "", again);
  return new CommandError("SSM-RESTORE", EXIT.partly, message);
}
