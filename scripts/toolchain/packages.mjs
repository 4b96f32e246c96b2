// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { constants, homedir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "../messages/entry.mjs";
import { fail } from "./fail.mjs";
import { withInstallLock } from "./install-lock.mjs";
import { explain, npmCi } from "./npm.mjs";

/**
 * One package as a lock file describes it.
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string | string[] }} LockedPackage
 */

const HEARTBEAT = 10_000;

/**
 * Makes node_modules what package-lock.json says, one run at a time; says so only when there is something to do.
 * An interrupted installation is done again from its beginning.
 * @param {string} root the project's folder
 * @returns {Promise<number | null>} null when all is well, else the exit code
 */
export async function ensurePackages(root) {
  if (packagesMatch(root)) return null;
  try {
    return await withInstallLock(lockPath(root), say, async (handOver) =>
      packagesMatch(root) ? null : install(root, handOver),
    );
  } catch (error) {
    // What the system refuses, such as a cache folder that nobody may write, is no fault of ours.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    return fail("SSM-FOLDER", 4, text.noFolder(error.message));
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for on this machine. npm writes its own record of what it
 * installed last of all, so a half-finished installation has none.
 * @param {string} root the project's folder
 * @returns {boolean}
 */
export function packagesMatch(root) {
  const wanted = lockedPackages(join(root, "package-lock.json"));
  const found = lockedPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === null || found === null) return false;
  return Object.entries(wanted).every(([path, locked]) => {
    if (path === "") return true;
    const installed = found[path];
    if (installed === undefined) return locked.optional === true && !meantForThisMachine(locked);
    return installed.version === locked.version && installed.integrity === locked.integrity;
  });
}

/**
 * @param {string} root
 * @param {import("./install-lock.mjs").HandOver} handOver
 */
async function install(root, handOver) {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(0)} s`;
  say(text.installing);
  const beat = setInterval(() => say(text.installingFor(seconds())), HEARTBEAT);
  const outcome = await npmCi(root, handOver);
  clearInterval(beat);
  if (outcome.interrupted) {
    say(text.interrupted);
    return 128 + constants.signals[outcome.interrupted];
  }
  if (outcome.code !== 0) return fail("SSM-PACKAGES", 4, explain(outcome).join("\n"));
  say(text.installed(seconds()));
  return null;
}

/** The lock lies outside node_modules, which npm empties. @param {string} root */
function lockPath(root) {
  const cache = process.env.SSM_CACHE_DIR
    ? resolve(process.env.SSM_CACHE_DIR)
    : join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "supersmartmatch");
  return join(cache, `packages-${createHash("sha256").update(root).digest("hex").slice(0, 12)}.lock`);
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function lockedPackages(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
  } catch {
    return null;
  }
}

/**
 * Whether npm must have installed an optional package here. Those that also depend on the C library are npm's decision,
 * and those that fit everywhere may have failed to install.
 * @param {LockedPackage} locked
 */
function meantForThisMachine({ os, cpu, libc }) {
  if (os === undefined || libc !== undefined) return false;
  return allows(os, process.platform) && allows(cpu, process.arch);
}

/**
 * @param {string | string[] | undefined} allowed
 * @param {string} value
 */
function allows(allowed, value) {
  if (allowed === undefined) return true;
  const list = Array.isArray(allowed) ? allowed : [allowed];
  return list.includes(value) || (list.every((name) => name.startsWith("!")) && !list.includes(`!${value}`));
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}
