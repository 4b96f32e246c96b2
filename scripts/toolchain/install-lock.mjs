// @ts-check
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { text } from "../messages/entry.mjs";

/**
 * Who holds the lock. A pid alone is given out again after its process has ended; together with the start time it is not.
 * @typedef {{ pid: number, started: string | null }} Owner
 * @typedef {(pid: number) => void} HandOver makes a child the owner, who outlives us when we are killed
 */

const POLL = 200;

/**
 * Runs `work` while no other process does the same. Waits for a living owner, takes over from a dead one.
 * The installed code has a lock of its own (lock.ts); this one must work before anything is installed.
 * @template T
 * @param {string} path of the lock file
 * @param {(line: string) => void} say told once whom we wait for
 * @param {(handOver: HandOver) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withInstallLock(path, say, work) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (let told = false; !put(path, process.pid, linkSync); ) {
    const owner = read(path);
    if (owner === null || !alive(owner)) {
      takeAway(path, owner);
      continue;
    }
    if (!told) say(text.waiting(owner.pid));
    told = true;
    await pause(POLL);
  }
  try {
    return await work((pid) => put(path, pid, renameSync));
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * Writes the lock in one step, so that nobody ever reads half of one: a link fails when there is a lock, a renaming replaces it.
 * @param {string} path
 * @param {number} pid the owner's
 * @param {(from: string, to: string) => void} publish
 * @returns {boolean} whether it was written
 */
function put(path, pid, publish) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid, started: startOf(pid) }), { mode: 0o600 });
  try {
    publish(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes the lock of a dead owner. Another run may have done so meanwhile and hold a new lock: that one is put back.
 * @param {string} path
 * @param {Owner | null} dead
 */
function takeAway(path, dead) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    const taken = read(aside);
    if (taken !== null && taken.pid !== dead?.pid && alive(taken)) linkSync(aside, path);
  } catch {
    // gone, or already replaced: the next look at the lock tells
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {Owner | null}
 */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** @param {Owner} owner */
function alive(owner) {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return owner.started === null || owner.started === startOf(owner.pid);
}

/** Start time in clock ticks since boot, null where the kernel does not tell. @param {number} pid */
function startOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
