// @ts-check
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { constants, homedir } from "node:os";
import { join, resolve } from "node:path";
import { finished } from "./child.mjs";
import { withInstallLock } from "./install-lock.mjs";

/**
 * One package as a lock file describes it.
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string | string[] }} LockedPackage
 */

const HEARTBEAT = 10_000;
const SHOWN_LINES = 8;
const RETRIES = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
const NPM_CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...RETRIES];

/**
 * Makes node_modules what package-lock.json says, one run at a time; says so only when there is something to do.
 * An interrupted installation is done again from its beginning.
 * @param {string} root the project's folder
 * @returns {Promise<number | null>} null when all is well, else the exit code
 */
export async function ensurePackages(root) {
  if (packagesMatch(root)) return null;
  return withInstallLock(lockPath(root), say, async (handOver) =>
    packagesMatch(root) ? null : install(root, handOver),
  );
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
  say("installing the pinned packages (npm ci, about 20 s)");
  const beat = setInterval(() => say(`installing the pinned packages: ${seconds()}`), HEARTBEAT);
  const { code, output, interrupted } = await npmCi(root, handOver);
  clearInterval(beat);
  if (interrupted) {
    say("interrupted; the next run installs the packages from the beginning");
    return 128 + constants.signals[interrupted];
  }
  if (code !== 0) return failed(output, code);
  say(`installed the pinned packages in ${seconds()}`);
  return null;
}

/**
 * Killed at once when it is interrupted: npm may take 20 s to stop, and what it leaves is thrown away by the next run.
 * @param {string} root
 * @param {import("./install-lock.mjs").HandOver} handOver
 */
async function npmCi(root, handOver) {
  const { npm, first } = findNpm();
  const child = spawn(npm, [...first, ...NPM_CI], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) handOver(child.pid);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += String(chunk);
    });
  }
  /** @type {NodeJS.Signals | null} */
  let interrupted = null;
  const onError = (/** @type {Error} */ error) => {
    output += `${npm}: ${error.message}`;
  };
  const code = await finished(child, onError, (signal) => {
    interrupted = signal;
    child.kill("SIGKILL");
  });
  return { code, output, interrupted: /** @type {NodeJS.Signals | null} */ (interrupted) };
}

/**
 * @param {string} output
 * @param {number} code
 */
function failed(output, code) {
  const lines = output
    .split("\n")
    .filter((line) => /[a-z]/.test(line) && !/A complete log|^npm error +-/.test(line));
  say(`the pinned packages could not be installed (npm ci ended with code ${code})`);
  for (const line of lines.slice(0, SHOWN_LINES)) say(`  ${line}`);
  say(hint(output));
  return 4;
}

/** What to do about a failure of npm. @param {string} output */
function hint(output) {
  if (/ENOSPC/.test(output))
    return "the disk is full: free some space (1 GB is enough for this step) and run this command again";
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONN|ENETUNREACH|ERR_SOCKET/.test(output)) {
    return "the package registry cannot be reached: check the network, the proxy and npm's registry setting, then run this command again";
  }
  if (/EACCES|EPERM/.test(output))
    return "node_modules cannot be written: check who owns the project's folder, then run this command again";
  if (/EUSAGE|in sync/.test(output))
    return "package.json and package-lock.json disagree: run npm install, then this command again";
  if (/npm.*ENOENT/.test(output))
    return "npm was not found: install it (it comes with Node), then run this command again";
  return "run this command again; npm ci --ignore-scripts shows everything npm says";
}

/** Inside an npm script the very npm that runs it is used. */
function findNpm() {
  const own = process.env.npm_execpath;
  return own?.endsWith("npm-cli.js") ? { npm: process.execPath, first: [own] } : { npm: "npm", first: [] };
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
