// @ts-check
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { text } from "../messages/entry.mjs";

/** Ctrl-C in a terminal arrives twice when npm stands between: once from the terminal and once passed on by npm. */
const SAME_KEYSTROKE = 500;

/**
 * Runs a program with this process' input and output and resolves with its exit code; 128 + n when signal n ended it.
 * The child has a session of its own, so a signal reaches it exactly once: through us.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] added to the environment
 * @returns {Promise<number>}
 */
export async function runChild(program, args, env = {}) {
  const child = spawn(program, args, { stdio: "inherit", detached: true, env: { ...process.env, ...env } });
  const onError = (/** @type {Error} */ error) =>
    process.stderr.write(`${text.cannotRun(program, error.message)} [SSM-NO-NODE]\n`);
  return finished(child, onError, (signal) => child.kill(signal));
}

/**
 * Waits for the end of a child; until then signals do not end this process.
 * @param {import("node:child_process").ChildProcess} child
 * @param {(error: Error) => void} onError told why the child could not be started
 * @param {(signal: NodeJS.Signals) => void} onSignal told of each signal once
 * @returns {Promise<number>} its exit code, 128 + n after signal n, 127 when it could not be started
 */
export async function finished(child, onError, onSignal) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  /** @param {NodeJS.Signals} signal */
  const listen = (signal) => {
    const now = Date.now();
    if (now - (seen.get(signal) ?? 0) < SAME_KEYSTROKE) return;
    seen.set(signal, now);
    onSignal(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
  for (const signal of signals) process.on(signal, listen);
  try {
    return await new Promise((resolve) => {
      child.on("error", (error) => {
        onError(error);
        resolve(127);
      });
      child.on("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]));
    });
  } finally {
    for (const signal of signals) process.off(signal, listen);
  }
}
