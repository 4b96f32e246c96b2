import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { text } from "../messages/messages.ts";
import { aimedHere } from "../messages/next-command.mjs";
import { CommandError, EXIT, type ExitCode } from "./command.ts";
import type { Context } from "./context.ts";
import { partsOf } from "./parts.ts";

/** Runs one command of data-sync, passing on what it says; `print` takes its standard output instead. */
export type AskDataSync = (args: readonly string[], print?: NodeJS.WritableStream) => Promise<ExitCode>;

/** Where it is passed on to. */
type Streams = Readonly<Record<"stdout" | "stderr", NodeJS.WritableStream>>;

/**
 * Runs commands inside data-sync's container, the only place besides the apps that reaches the stores. Each answers
 * with its exit code; rejects with SSM-NO-SYNC while the container does not run.
 */
export function askDataSync(
  { docker, instance }: Pick<Context, "docker" | "instance">,
  { stdout, stderr }: Streams = process,
): AskDataSync {
  return async (args, print) => {
    const part = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
    if (part?.running !== true) throw new CommandError("SSM-NO-SYNC", EXIT.wrongUse, text.sync.notRunning);
    const exec = await docker.getContainer(part.id).exec({
      Cmd: ["node", "/app/main.mjs", ...args],
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({});
    const [said, noted] = [aimedLines(stdout), aimedLines(stderr)];
    // JSON holds people's documents, which stay as they are.
    const exact = print ?? (args.includes("--json") ? stdout : null);
    docker.modem.demuxStream(stream, exact ?? said, noted);
    await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
    for (const end of [said, noted]) end.end();
    const { ExitCode: code } = await exec.inspect();
    return Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
  };
}

/** data-sync knows no instance, and names its next commands without one. */
function aimedLines(to: NodeJS.WritableStream): Writable {
  const decoder = new StringDecoder();
  let rest = "";
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) to.write(`${aimedHere(line)}\n`);
      done();
    },
    final(done) {
      to.write(aimedHere(rest));
      done();
    },
  });
}
