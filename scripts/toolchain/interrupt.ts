import { text } from "../messages/messages.ts";
import { ToolchainError } from "./toolchain-error.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work` with a signal that Ctrl-C and its kin abort, so that no compiler or build goes on in the background.
 * Throws a `ToolchainError` then; a second Ctrl-C ends the process at once. A caller that listens itself gives
 * its own signal, `outer`, which alone ends the work then.
 */
export async function interruptible<T>(
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const keys = new AbortController();
  const abort = (): void => keys.abort();
  const signal = outer ?? keys.signal;
  if (outer === undefined) for (const name of SIGNALS) process.once(name, abort);
  try {
    return await work(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ToolchainError("SSM-INTERRUPTED", 4, [text.toolchain.interrupted]);
  } finally {
    for (const name of SIGNALS) process.off(name, abort);
  }
}
