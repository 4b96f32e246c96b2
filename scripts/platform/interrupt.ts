import { text } from "../messages/messages.ts";

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
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}
