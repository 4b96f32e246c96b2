import { text } from "../messages/messages.ts";
import { CommandError, EXIT, type ExitCode } from "./command.ts";
import type { Context } from "./context.ts";
import { partsOf } from "./parts.ts";

/** Runs one command of data-sync, passing on what it says; `print` takes its standard output instead. */
export type AskDataSync = (args: readonly string[], print?: NodeJS.WritableStream) => Promise<ExitCode>;

/**
 * Runs commands inside data-sync's container, the only place besides the apps that reaches the stores. Each answers
 * with its exit code; rejects with SSM-NO-SYNC while the container does not run.
 */
export function askDataSync({ docker, instance }: Pick<Context, "docker" | "instance">): AskDataSync {
  return async (args, print = process.stdout) => {
    const part = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
    if (part?.running !== true) throw new CommandError("SSM-NO-SYNC", EXIT.wrongUse, text.sync.notRunning);
    const exec = await docker.getContainer(part.id).exec({
      Cmd: ["node", "/app/main.mjs", ...args],
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({});
    docker.modem.demuxStream(stream, print, process.stderr);
    await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
    const { ExitCode: code } = await exec.inspect();
    return Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
  };
}
