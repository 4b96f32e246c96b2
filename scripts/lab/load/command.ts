import { InputError } from "../../../infra/stage/problem.ts";
import { describeOptions, type Options, parseOptions } from "./options.ts";
import type { Running } from "./running.ts";

/** A load as a command. */
export interface Command<T extends Options, Report> {
  /** One sentence of help. */
  readonly about: string;
  readonly defaults: T;
  start(options: T, onReport: (report: Report) => void): Running<Report>;
}

/**
 * Runs the command with this process' arguments: a report as one JSON line every second and a last one with
 * `"final": true`. SIGTERM, SIGINT and the end of the parent process stop it. Exit code 1 means wrong use.
 */
export async function runCommand<T extends Options, Report extends object>(
  command: Command<T, Report>,
): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.includes("--help")) {
    process.stdout.write(`${command.about}\nA report every second as one JSON line.\n\n`);
    process.stdout.write(describeOptions(command.defaults));
    return;
  }
  try {
    const load = command.start(parseOptions(command.defaults, argv), writeLine);
    const stop = () => void load.stop();
    process.once("SIGTERM", stop).once("SIGINT", stop).once("disconnect", stop);
    // Nobody reads the reports any more.
    process.stdout.on("error", stop);
    process.on("message", (message) => {
      if (message === "mark") load.mark();
    });
    process.send?.("listens");
    writeLine({ ...(await load.done), final: true });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    if (process.connected) process.disconnect();
  }
}

function writeLine(report: object): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
