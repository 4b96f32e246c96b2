import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { type Instance, writePrivate } from "../instance/instance.ts";
import { overdue } from "./retention.ts";

/** The stores that a snapshot holds. */
export const STORES = ["store-v1", "store-v2"] as const;
export type StoreName = (typeof STORES)[number];

const sealed = z.object({
  /** Bytes of the encrypted file, and of what is in it. */
  bytes: z.int(),
  plainBytes: z.int(),
  /** SHA-256 of the encrypted file. */
  sha256: z.string(),
  /** Of AES-256-GCM, both as base64. */
  iv: z.string(),
  tag: z.string(),
});

const manifest = z.object({
  id: z.string(),
  stage: z.string().nullable(),
  takenAt: z.iso.datetime(),
  stores: z.object({ "store-v1": sealed, "store-v2": sealed }),
  /** Its last test restore; null for one that was never restored: it does not count, and pushes none out. */
  restored: z
    .object({
      at: z.iso.datetime(),
      documents: z.int(),
      deadLetters: z.int(),
      /** Both copies fitted together as they were; else data-sync had to look through them first. */
      isWhole: z.boolean().default(false),
      seconds: z.number(),
    })
    .nullable(),
  /** The day on which an archive must be removed, for it holds personal data; null for one that newer ones push out. */
  keepUntil: z.iso.datetime().nullable().default(null),
});

/** One encrypted file. */
export type Sealed = z.infer<typeof sealed>;
/** What is known of a snapshot. */
export type Snapshot = z.infer<typeof manifest>;
/** What came of a test restore. */
export type Restored = NonNullable<Snapshot["restored"]>;

const MANIFEST = "manifest.json";

/** Where the snapshots of an instance lie. */
export function snapshotsFolder({ dir }: Pick<Instance, "dir">): string {
  return join(dir, "snapshots");
}

/** Where one of them, or one of its stores, lies. */
export function snapshotPath(instance: Pick<Instance, "dir">, id: string, store?: StoreName): string {
  const folder = join(snapshotsFolder(instance), id);
  return store === undefined ? folder : join(folder, `${store}.rdb.sealed`);
}

/** A name that sorts by time and fits in a file name. */
export function snapshotId(takenAt: Date): string {
  return takenAt.toISOString().replaceAll(/[-:.]/g, "");
}

/** Makes the empty folder of a new snapshot. */
export async function makeFolder(instance: Pick<Instance, "dir">, id: string): Promise<void> {
  await mkdir(snapshotPath(instance, id), { recursive: true, mode: 0o700 });
}

/** Writes what is known of a snapshot; it is there from then on. */
export function writeSnapshot(instance: Pick<Instance, "dir">, snapshot: Snapshot): void {
  writePrivate(join(snapshotPath(instance, snapshot.id), MANIFEST), `${JSON.stringify(snapshot, null, 2)}\n`);
}

/** Every snapshot of an instance, oldest first. A folder without a readable manifest was never finished and is none. */
export async function listSnapshots(instance: Pick<Instance, "dir">): Promise<Snapshot[]> {
  const folder = snapshotsFolder(instance);
  if (!existsSync(folder)) return [];
  const found = await Promise.all(
    (await readdir(folder)).sort().map((id) => read(join(folder, id, MANIFEST))),
  );
  return found.flatMap((snapshot) => snapshot ?? []);
}

/** Manifests that are there and cannot be read, as paths: their snapshots may be good, and somebody must look. */
export async function unreadableManifests(instance: Pick<Instance, "dir">): Promise<string[]> {
  const folder = snapshotsFolder(instance);
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).sort().map((id) => join(folder, id, MANIFEST));
  const unread = await Promise.all(
    files.map(async (file) => existsSync(file) && (await read(file)) === null),
  );
  return files.filter((_, index) => unread[index]);
}

/**
 * The snapshot of that name, or the newest without one; throws SSM-NO-SNAPSHOT naming those that are there, and
 * SSM-EXPIRED when its personal data may not be used any more.
 */
export async function snapshotNamed(
  instance: Pick<Instance, "dir">,
  id: string | undefined,
  now = new Date(),
): Promise<Snapshot> {
  const all = await listSnapshots(instance);
  const found = id === undefined ? all.at(-1) : all.find((snapshot) => snapshot.id === id);
  if (found !== undefined && overdue(all, now).includes(found.id)) throw expired(found);
  if (found !== undefined) return found;
  const known = all.map((snapshot) => snapshot.id).join(", ");
  throw new CommandError(
    "SSM-NO-SNAPSHOT",
    EXIT.wrongUse,
    known === "" ? text.snapshotErrors.none : text.snapshotErrors.unknown(id, known),
  );
}

/**
 * Removes everything that is left of snapshots other than these. Returns the names of what went. One whose manifest is
 * there and cannot be read stays: it may be good, and somebody must look.
 */
export async function keepOnly(instance: Pick<Instance, "dir">, ids: readonly string[]): Promise<string[]> {
  const folder = snapshotsFolder(instance);
  const unclear = await unreadableManifests(instance);
  const isUnclear = (id: string) => unclear.includes(join(folder, id, MANIFEST));
  const gone = (await readdir(folder)).filter((id) => !ids.includes(id) && !isUnclear(id)).sort();
  for (const id of gone) await rm(join(folder, id), { recursive: true, force: true });
  return gone;
}

/** Removes one for good. */
export async function removeSnapshot(instance: Pick<Instance, "dir">, id: string): Promise<void> {
  await rm(snapshotPath(instance, id), { recursive: true, force: true });
}

function expired({ id }: Snapshot): CommandError {
  return new CommandError("SSM-EXPIRED", EXIT.wrongUse, text.snapshotErrors.expired(id));
}

async function read(file: string): Promise<Snapshot | null> {
  try {
    return manifest.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}
