import { text } from "../../messages/messages.ts";
import { CommandError, EXIT, endNow } from "./command.ts";

/**
 * A signal for the first Ctrl-C: the running step then ends cleanly and nothing more starts. A second Ctrl-C
 * ends the process at once, and says so; the next command repairs what that leaves. A terminal that hangs up counts as Ctrl-C.
 */
export function interruptSignal(report: (line: string) => void): AbortSignal {
  const { signal, stop } = stopping(report, () => text.change.stopping);
  process.on("SIGHUP", stop);
  return signal;
}

/** The same for the way back to V1, which a terminal that hangs up does not end; `isOnV1` tells whether the traffic is there. */
export function rollbackSignal(report: (line: string) => void, isOnV1: () => boolean): AbortSignal {
  const { change } = text;
  const { signal } = stopping(report, () => (isOnV1() ? change.stoppingOnV1 : change.stopping));
  process.on("SIGHUP", () => {});
  return signal;
}

function stopping(report: (line: string) => void, words: () => string) {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted)
      endNow(new CommandError("SSM-STOPPED", EXIT.partly, text.change.stoppedAtOnce));
    report(words());
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, stop);
  return { signal: controller.signal, stop };
}

/** What a step that was stopped says, for people, programs and the journal. */
export const STOPPED = "stopped as asked";

/** Whether this is how a step ends that was stopped: before it began, while it waited, or in Pulumi. */
export function isStop(error: unknown): boolean {
  if (error instanceof CommandError) return error.id === "SSM-STOPPED" || error.id === "SSM-CANCELED";
  return error instanceof Error && error.name === "AbortError";
}

/** Ends the command, exit code 5, before a stage is applied, when somebody asked for that. */
export function refuseStopped(signal: AbortSignal | undefined, stage: string): void {
  if (signal?.aborted === true)
    throw new CommandError("SSM-STOPPED", EXIT.partly, text.errors.notApplied(stage));
}

/** Ends a command that has changed nothing, exit code 4, before its next step, when somebody asked for that. */
export function refuseUnchanged(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw unchanged();
}

/** What comes of the work, or SSM-STOPPED, exit code 4, as soon as somebody asks for that. The work itself goes on. */
export async function unlessStopped<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  refuseUnchanged(signal);
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(unchanged());
  signal?.addEventListener("abort", stop);
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function unchanged(): CommandError {
  return new CommandError("SSM-STOPPED", EXIT.failed, text.errors.stoppedUnchanged);
}
