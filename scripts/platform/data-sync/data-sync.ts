import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { plain } from "../../../infra/services/data-sync/commands/plain.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT, type ExitCode } from "../command/command.ts";
import { within } from "../command/within.ts";
import { type Part, partsOf } from "../containers/parts.ts";
import { outputIn } from "../containers/run-in.ts";
import type { Context } from "../instance/context.ts";
import { answers } from "./sync-answers.ts";
import { reasons } from "./sync-words.ts";

/** How long data-sync may take to say how it is, s. */
const STATUS_S = 30;

/** Runs one command of data-sync: every answer as it is given, then the exit code. */
export type AskDataSync = (args: readonly string[], heard: (answer: object) => void) => Promise<ExitCode>;

/**
 * Runs commands inside data-sync's container, the only place besides the apps that reaches the stores. Each answers
 * with its exit code; rejects with SSM-NO-SYNC while the container does not run. What is no answer, such as a fault of
 * data-sync, is shown as it is.
 */
export function askDataSync({ docker, instance }: Pick<Context, "docker" | "instance">): AskDataSync {
  return async (args, heard) => {
    const part = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
    if (part?.running !== true) throw new CommandError("SSM-NO-SYNC", EXIT.wrongUse, text.sync.notRunning);
    const exec = await docker.getContainer(part.id).exec({
      Cmd: ["node", "/app/main.mjs", ...args],
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({});
    const output = [new PassThrough(), new PassThrough()] as const;
    docker.modem.demuxStream(stream, ...output);
    const all = output.map((input) => readAnswers(input, heard));
    await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
    for (const end of output) end.end();
    await Promise.all(all);
    const { ExitCode: code } = await exec.inspect();
    return Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
  };
}

/** Why a running data-sync is frozen, in words; null where it is not, or cannot say, which whatever it is asked for next tells. */
export async function frozenBecause(
  { docker }: Pick<Context, "docker">,
  { id }: Pick<Part, "id">,
): Promise<string | null> {
  const asked = outputIn(docker, id, ["node", "/app/main.mjs", "status"]);
  const said = await within(STATUS_S, "data-sync", asked).catch(() => null);
  const { data } = answers.status.safeParse(answerIn(said?.output ?? ""));
  return data === undefined || data.frozen.length === 0 ? null : reasons(data.frozen);
}

/** Hands on every line of JSON. */
export async function readAnswers(
  input: NodeJS.ReadableStream,
  heard: (answer: object) => void,
): Promise<void> {
  for await (const line of createInterface({ input })) {
    const answer = answerIn(line);
    if (answer === null) console.error(plain(line));
    else heard(answer);
  }
}

function answerIn(line: string): object | null {
  try {
    const answer: unknown = JSON.parse(line);
    return typeof answer === "object" ? answer : null;
  } catch {
    return null;
  }
}
