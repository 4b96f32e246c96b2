import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { text } from "../messages/messages.ts";
import { isAlive, type ProcessOwner, thisProcess } from "./process-owner.ts";

/** What a waiting run is told, and how its waiting can be ended. */
export interface LockOptions {
  /** what the owner is doing, as a run that waits is told: "building images" */
  readonly what: string;
  readonly report: (line: string) => void;
  /** ends the waiting; work that has begun is not interrupted */
  readonly signal?: AbortSignal | undefined;
  /** throws instead of waiting for a living owner */
  readonly refuse?: (owner: ProcessOwner) => never;
}

interface LockFile extends ProcessOwner {
  readonly id: string;
  /** milliseconds since 1970 */
  readonly since: number;
}

const POLL = 200;
const REMIND = 30_000;
const TAKEOVER_EXPIRES = 10_000;

/**
 * Runs `work` while no other process holds the lock file `path`, and removes the file afterwards.
 * Waits for a living owner and says so at once, then every 30 s, or refuses at once; takes over from a dead one.
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const mine: LockFile = { ...thisProcess(), id: randomUUID(), since: Date.now() };
  await mkdir(dirname(path), { recursive: true });
  await acquire(path, mine, options);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The living process that holds the lock file `path`, or null. */
export async function lockHolder(path: string): Promise<ProcessOwner | null> {
  const held = await read(path);
  return typeof held === "object" && isAlive(held)
    ? { pid: held.pid, host: held.host, started: held.started }
    : null;
}

async function acquire(path: string, mine: LockFile, options: LockOptions): Promise<void> {
  let reported = Number.NEGATIVE_INFINITY;
  while (!(await create(path, mine))) {
    const held = await read(path);
    if (held === "absent") continue;
    if (held === "unreadable" || !isAlive(held)) {
      if (await takeOver(path, held)) options.report(takenOverLine(held));
      continue;
    }
    options.refuse?.(held);
    if (Date.now() - reported >= REMIND) {
      options.report(waitingLine(path, held, options.what));
      reported = Date.now();
    }
    await pause(POLL, undefined, options.signal ? { signal: options.signal } : {});
  }
}

function waitingLine(path: string, held: LockFile, what: string): string {
  const seconds = Math.max(0, Math.round((Date.now() - held.since) / 1000));
  const elsewhere = held.host === thisProcess().host ? "" : text.locks.elsewhere(held.host, path);
  return text.locks.waiting(what, held.pid, seconds, elsewhere);
}

function takenOverLine(dead: LockFile | "unreadable"): string {
  return text.locks.takenOver(dead === "unreadable" ? text.locks.unreadable : `pid ${dead.pid}`);
}

/** A hard link appears with its content in one step, so nobody ever reads half a lock. */
async function create(path: string, mine: LockFile): Promise<boolean> {
  const draft = `${path}.${mine.id}`;
  try {
    await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Only who holds the takeover file removes a dead owner's lock: otherwise two runs could remove each other's new one. */
async function takeOver(path: string, dead: LockFile | "unreadable"): Promise<boolean> {
  const guard = `${path}.takeover`;
  try {
    await (await open(guard, "wx")).close();
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    await removeExpired(guard);
    await pause(POLL);
    return false;
  }
  try {
    const now = await read(path);
    const same = typeof now === "object" && typeof dead === "object" ? now.id === dead.id : now === dead;
    if (!same) return false;
    await rm(path, { force: true });
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function removeExpired(guard: string): Promise<void> {
  const age = Date.now() - ((await stat(guard).catch(() => null))?.mtimeMs ?? Date.now());
  if (age > TAKEOVER_EXPIRES) await rm(guard, { force: true });
}

async function read(path: string): Promise<LockFile | "absent" | "unreadable"> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return isLockFile(value) ? value : "unreadable";
  } catch (error) {
    if (hasCode(error, "ENOENT")) return "absent";
    if (error instanceof SyntaxError) return "unreadable";
    throw error;
  }
}

function isLockFile(value: unknown): value is LockFile {
  if (typeof value !== "object" || value === null) return false;
  const { pid, host, started, id, since } = value as Partial<Record<keyof LockFile, unknown>>;
  const known = typeof pid === "number" && typeof host === "string" && typeof id === "string";
  return known && typeof since === "number" && (started === null || typeof started === "number");
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
