import { z } from "zod";
import { text, told } from "../../messages/messages.ts";
import { withLock } from "../../toolchain/lock.ts";
import { CommandError, EXIT } from "../command.ts";
import type { Context } from "../context.ts";
import { deployLock, onlyChange } from "../deploy-lock.ts";
import { refuseUnchanged } from "../interrupt.ts";
import { partsOf } from "../parts.ts";
import { outputIn } from "../run-in.ts";
import { within } from "../within.ts";
import type { Snapshot } from "./manifest.ts";
import { scratchName } from "./scratch.ts";
import { takeSnapshot } from "./take.ts";
import { judge, refuseDamaged, unusable, withRestored } from "./test-restore.ts";

/** What a restore did, or would do: V1's documents written, deleted, left as they are; sessions that stay as they are now. */
export interface RestoreReport {
  readonly snapshot: string;
  /** The snapshot of what was there before; null when nothing was changed. */
  readonly before: string | null;
  readonly restored: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly seconds: number;
}

const LONGEST_S = 900;
const countsSchema = z.object({
  restored: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
});

/**
 * Makes V1's documents what they were in a snapshot, as V1's app would write them, and waits until data-sync has carried
 * them to V2. Nobody is signed in or out by it. What was there before is kept as a snapshot, except with `dryRun`, which
 * only counts. Throws SSM-RESTORE when it has begun, or data-sync does not run, and the same command goes on; anything else
 * before V1 is touched, which `signal` ends before the next step.
 */
export async function restoreSnapshot(
  context: Context,
  snapshot: Snapshot,
  dryRun: boolean,
  signal?: AbortSignal,
): Promise<RestoreReport> {
  const { docker, instance, report } = context;
  const began = performance.now();
  const sync = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
  if (sync?.running !== true) throw failed(EXIT.wrongUse, text.snapshotErrors.syncDown);
  await refuseDamaged(instance, snapshot);
  // The one that is wanted may be the oldest that is kept, and must outlive the one that is taken for it.
  const options = { spare: snapshot.id, signal };
  const before = dryRun ? null : (await takeSnapshot(context, snapshot.stage, options)).id;
  const ask = async (...args: string[]) =>
    (await within(LONGEST_S, "data-sync", outputIn(docker, sync.id, ["node", "/app/main.mjs", ...args])))
      .output;
  let isWriting = false;
  const counts = await withRestored(
    context,
    snapshot,
    async () => {
      const network = docker.getNetwork(scratchName(instance, "network"));
      await network.connect({ Container: sync.id });
      refuseUnchanged(signal);
      isWriting = !dryRun;
      if (isWriting) report(text.snapshot.writing);
      const said = await ask("restore", scratchName(instance, "store-v1"), ...(dryRun ? ["--dry-run"] : []));
      return countsSchema.parse(JSON.parse(said));
    },
    signal,
  ).catch((error: unknown) => {
    if (!isWriting) throw unusable(snapshot, error);
    throw failed(EXIT.partly, error instanceof Error ? error.message : String(error), snapshot.id);
  });
  if (!dryRun) await proveCarried(snapshot.id, () => ask("verify", "--full", "--json"));
  return { snapshot: snapshot.id, before, ...counts, seconds: (performance.now() - began) / 1000 };
}

/** The same as the only change of the instance, and says what came of it. */
export async function restoreLocked(
  context: Context,
  snapshot: Snapshot,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<RestoreReport> {
  const { instance, report } = context;
  const done = await withLock(deployLock(context), onlyChange(instance, report), () =>
    restoreSnapshot(context, snapshot, dryRun, signal),
  );
  report(restoreLine(done));
  return done;
}

/** What a restore came to, as one line. */
export function restoreLine({
  snapshot,
  before,
  restored,
  removed,
  unchanged,
  skipped,
  seconds,
}: RestoreReport): string {
  const said = text.snapshot;
  const documents = before === null ? said.wouldRestore : said.restored;
  return said.outcome(
    documents(restored, snapshot, removed),
    said.leftAlone(unchanged, skipped, seconds.toFixed(1)),
    before === null ? said.nothingChanged : said.before(before),
  );
}

async function proveCarried(id: string, verify: () => Promise<string>): Promise<void> {
  try {
    judge(await verify());
  } catch (error) {
    throw failed(EXIT.partly, error instanceof Error ? error.message : String(error), id);
  }
}

function failed(exitCode: 1 | 5, reason: string, id?: string): CommandError {
  const why = told(reason);
  const message = id === undefined ? why : text.snapshotErrors.begun(why, id);
  return new CommandError("SSM-RESTORE", exitCode, message);
}
