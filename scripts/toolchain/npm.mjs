// @ts-check
import { spawn } from "node:child_process";
import { text } from "../messages/entry.mjs";
import { finished } from "./child.mjs";

/**
 * How npm ended. `offline`: it was stopped because no registry answered.
 * @typedef {{ code: number, output: string, offline: boolean, interrupted: NodeJS.Signals | null }} NpmOutcome
 */

const SHOWN_LINES = 8;
const OPTIONS = [
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  // shows each request, so that a registry that cannot be reached is noticed
  "--loglevel=http",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=5000",
];
/** So many failed requests without one that succeeded mean that the rest, minutes of it, will fail as well. */
const HOPELESS = 10;

/**
 * Runs npm ci with what npm's own cache holds, and once more without it when the cache is older than the lock file.
 * @param {string} root the project's folder
 * @param {import("./install-lock.mjs").HandOver} handOver
 * @returns {Promise<NpmOutcome>}
 */
export async function npmCi(root, handOver) {
  const cached = await run(root, ["ci", "--prefer-offline", ...OPTIONS], handOver);
  return /\bETARGET\b/.test(cached.output) ? run(root, ["ci", ...OPTIONS], handOver) : cached;
}

/**
 * What happened, the first of npm's own complaints, and what to do.
 * @param {NpmOutcome} outcome
 * @returns {string[]}
 */
export function explain({ code, output, offline }) {
  const lines = output
    .split("\n")
    .filter((line) => /^npm error .*[a-z]/.test(line) && !/A complete log|^npm error +-/.test(line));
  const why = offline ? text.noRegistry : text.npmEnded(code);
  return [text.notInstallable(why), ...lines.slice(0, SHOWN_LINES).map((line) => `  ${line}`), hint(output)];
}

/**
 * Killed at once when it is interrupted: npm may take 20 s to stop, and what it leaves is thrown away by the next run.
 * @param {string} root
 * @param {readonly string[]} args
 * @param {import("./install-lock.mjs").HandOver} handOver
 * @returns {Promise<NpmOutcome>}
 */
async function run(root, args, handOver) {
  const { npm, first } = findNpm();
  const child = spawn(npm, [...first, ...args], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) handOver(child.pid);
  /** @type {Pick<NpmOutcome, "output" | "offline" | "interrupted">} */
  const seen = { output: "", offline: false, interrupted: null };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      seen.output += String(chunk);
      if (seen.offline || !hopeless(seen.output)) return;
      seen.offline = true;
      child.kill("SIGKILL");
    });
  }
  const onError = (/** @type {Error} */ error) => {
    seen.output += `npm error ${npm}: ${error.message}`;
  };
  const code = await finished(child, onError, (signal) => {
    seen.interrupted = signal;
    child.kill("SIGKILL");
  });
  return { code, ...seen };
}

/** @param {string} output */
function hopeless(output) {
  if (/http fetch GET 200/.test(output)) return false;
  return (output.match(/attempt \d+ failed with E/g)?.length ?? 0) >= HOPELESS;
}

/** What to do about a failure of npm. @param {string} output */
function hint(output) {
  if (/ENOSPC/.test(output)) return text.full;
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONN|ENETUNREACH|ERR_SOCKET/.test(output)) return text.unreachable;
  if (/EACCES|EPERM|EROFS/.test(output)) return text.unwritable;
  if (/EUSAGE|in sync/.test(output)) return text.disagree;
  return /npm.*ENOENT/.test(output) ? text.noNpm : text.again;
}

/** Inside an npm script the very npm that runs it is used. */
function findNpm() {
  const own = process.env.npm_execpath;
  return own?.endsWith("npm-cli.js") ? { npm: process.execPath, first: [own] } : { npm: "npm", first: [] };
}
