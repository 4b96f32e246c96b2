import { once } from "node:events";
import type { Readable } from "node:stream";
import { decimal, text, told } from "../../messages/messages.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { CommandError, EXIT, inWords } from "../command/command.ts";
import { partsOf } from "../containers/parts.ts";
import type { Context } from "../instance/context.ts";
import { dump } from "./dump.ts";
import { snapshotKey } from "./key.ts";
import {
  keepOnly,
  listSnapshots,
  makeFolder,
  type Sealed,
  type Snapshot,
  type StoreName,
  snapshotId,
  snapshotPath,
  writeSnapshot,
} from "./manifest.ts";
import { kept } from "./retention.ts";
import { seal } from "./seal.ts";
import { testRestore } from "./test-restore.ts";

/** Both copies are of moments at most so far apart, ms: data-sync heals such a pair, as after a loss of power. */
const MOST_APART_MS = 4_000;

interface TakeOptions {
  readonly keepUntil?: Date | null;
  readonly spare?: string | null;
  /** It counts only once `proveSnapshot` has restored it. */
  readonly unproven?: boolean;
  /** Ends it before its next step. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies both stores, seconds apart at most, with data-sync's records and change log, encrypts them, restores them once in
 * containers of their own and removes what the place no longer keeps, `spare` excepted. An archive is kept until its date
 * instead, and what is `unproven` is restored later. Throws SSM-SNAPSHOT, or SSM-NO-SPACE on a full disk, or
 * SSM-STOPPED; then none was added.
 */
export async function takeSnapshot(
  context: Context,
  stage: string | null,
  { keepUntil = null, spare = null, unproven = false, signal }: TakeOptions = {},
): Promise<Snapshot> {
  const { instance, report, stacks } = context;
  const takenAt = new Date();
  const id = snapshotId(takenAt);
  const key = await snapshotKey(instance);
  await makeFolder(instance, id);
  const earlier = (await listSnapshots(instance)).map((snapshot) => snapshot.id);
  const taken = {
    id,
    stage,
    takenAt: takenAt.toISOString(),
    keepUntil: keepUntil === null ? null : keepUntil.toISOString(),
  };
  const copied = async () => {
    const copy = await copyBoth(context, taken, key);
    return unproven ? copy : { ...copy, restored: await testRestore(context, copy, signal) };
  };
  const snapshot = await copied().catch(async (caught: unknown) => {
    await keepOnly(instance, earlier);
    const error = inWords(caught);
    if (error instanceof CommandError) throw error;
    const reason = messageOf(error);
    throw new CommandError("SSM-SNAPSHOT", EXIT.failed, text.snapshotErrors.notTaken(told(reason)), {
      cause: error,
    });
  });
  writeSnapshot(instance, snapshot);
  report(unproven ? text.snapshot.copied(id) : snapshotLine(snapshot));
  const { keep } = stacks.place.snapshots;
  const staying = kept(await listSnapshots(instance), keep, takenAt);
  const gone = await keepOnly(instance, [...staying, id, ...(spare === null ? [] : [spare])]);
  if (gone.length > 0) report(text.snapshot.removedOlder(gone.length));
  return snapshot;
}

/** Restores a snapshot once in containers of its own, and notes what came of it. Throws SSM-SNAPSHOT. */
export async function proveSnapshot(
  context: Context,
  snapshot: Snapshot,
  signal?: AbortSignal,
): Promise<Snapshot> {
  const proven = { ...snapshot, restored: await testRestore(context, snapshot, signal) };
  writeSnapshot(context.instance, proven);
  context.report(snapshotLine(proven));
  return proven;
}

async function copyBoth(
  context: Context,
  taken: Pick<Snapshot, "id" | "stage" | "takenAt" | "keepUntil">,
  key: Buffer,
): Promise<Snapshot> {
  const { instance } = context;
  const copies = await bothAtOnce(context);
  const save = (store: StoreName): Promise<Sealed> =>
    seal(key, `${taken.id}/${store}`, copies[store], snapshotPath(instance, taken.id, store));
  const [v1, v2] = await Promise.all([save("store-v1"), save("store-v2")]);
  return { ...taken, stores: { "store-v1": v1, "store-v2": v2 }, restored: null };
}

/** What a snapshot holds, as one line. */
export function snapshotLine({ id, stores, restored, keepUntil }: Snapshot): string {
  const bytes = stores["store-v1"].bytes + stores["store-v2"].bytes;
  const { line, neverRestored, proven, until } = text.snapshot;
  const proof = restored === null ? neverRestored : proven(restored.documents, decimal(restored.seconds, 1));
  return line(id, decimal(bytes / 1e6, 1), proof, keepUntil === null ? "" : until(keepUntil.slice(0, 10)));
}

/** Both copies, each from its first byte on: that is when Redis takes it. */
async function bothAtOnce({ docker, instance }: Context): Promise<Record<StoreName, Readable>> {
  const parts = await partsOf(docker, instance);
  const start = async (store: StoreName) => {
    const part = parts.find(({ service }) => service === store);
    if (part?.running !== true) throw new Error(text.snapshotErrors.notRunning(store));
    const copy = await dump(docker, part.id);
    await once(copy, "readable");
    return { copy, at: Date.now() };
  };
  const [v1, v2] = await Promise.all([start("store-v1"), start("store-v2")]);
  const apart = Math.abs(v1.at - v2.at);
  if (apart > MOST_APART_MS) throw new Error(text.snapshotErrors.apart(apart));
  return { "store-v1": v1.copy, "store-v2": v2.copy };
}
