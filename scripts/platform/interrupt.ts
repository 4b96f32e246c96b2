import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "./command.ts";

/**
 * A signal for the first Ctrl-C: the running step then ends cleanly and nothing more starts. A second Ctrl-C
 * ends the process at once; the next command repairs what that leaves.
 */
export function interruptSignal(report: (line: string) => void): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(5);
    report(text.change.stopping);
    controller.abort();
  };
  // Who hung up took the terminal along: what is said from then on has no reader, and that is no fault.
  process.on("SIGHUP", () => {
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  return controller.signal;
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
