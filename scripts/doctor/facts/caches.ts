import { existsSync, lstatSync, readdirSync, type Stats } from "node:fs";
import { basename, join } from "node:path";
import { recipeId } from "../../toolchain/images/base-tarball.ts";
import { lockHolder } from "../../toolchain/lock.ts";
import { pulumiRoots } from "../../toolchain/pulumi.ts";

/** A file or folder of the cache that the present pins do not use; another checkout may. */
export interface OldPart {
  readonly path: string;
  readonly bytes: number;
  /** Days since anything in it was read or written; the kernel notes that once a day at most. */
  readonly idleDays: number;
  /** Whether a run that has ended left it unfinished. */
  readonly unfinished: boolean;
}

/** The cache folder, and what other pins or broken-off runs left in it. */
export interface CacheFacts {
  readonly dir: string;
  readonly old: readonly OldPart[];
  /** Locks of runs that have ended. */
  readonly deadLocks: readonly string[];
}

const DAY = 86_400_000;
/** Looks at the cache; changes nothing. What a living run is making is not old. */
export async function lookAtCache(dir: string): Promise<CacheFacts> {
  const names = [...namesIn(dir).filter(isLock), join("pulumi", "lock")];
  const locks = await Promise.all(
    names.map(async (name) => ({ name, path: join(dir, name), holder: await lockHolder(join(dir, name)) })),
  );
  const isBusy = (name: string) => locks.some((lock) => lock.name === name && lock.holder !== null);
  const { vendor, built } = pulumiRoots(dir);
  const images = isBusy("images.lock") ? [] : entries(join(dir, "images"), isOldImage);
  const current = [basename(vendor), basename(built)];
  const pulumi = isBusy(join("pulumi", "lock"))
    ? []
    : entries(join(dir, "pulumi"), (name) => /^\d+\./.test(name) && !current.includes(name));
  return {
    dir,
    old: [...pulumi, ...images].map(oldPart),
    deadLocks: locks
      .filter(({ path, holder }) => holder === null && existsSync(path))
      .map(({ path }) => path),
  };
}

/** The lock of an installation of packages is of another kind, and no other run has to know it. */
function isLock(name: string): boolean {
  return name.endsWith(".lock") && !name.startsWith("packages-");
}

function isOldImage(name: string): boolean {
  const current = `base-${recipeId()}.`;
  return name.startsWith("base-") && (!name.startsWith(current) || name.endsWith(".partial"));
}

function entries(folder: string, wanted: (name: string) => boolean): string[] {
  return namesIn(folder)
    .filter(wanted)
    .map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function oldPart(path: string): OldPart {
  const files = filesOf(path);
  const touched = Math.max(0, ...files.map(({ atimeMs, mtimeMs }) => Math.max(atimeMs, mtimeMs)));
  return {
    path,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    idleDays: (Date.now() - touched) / DAY,
    unfinished: /\.(building-\d+|downloading|partial)$/.test(path),
  };
}

function filesOf(path: string): Stats[] {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  return stat.isDirectory() ? readdirSync(path).flatMap((name) => filesOf(join(path, name))) : [stat];
}
