import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";

/** Runs a command in a running container and returns its exit code; the output is dropped. */
export async function runIn(docker: Docker, id: string, command: readonly string[]): Promise<number> {
  return (await outputIn(docker, id, command)).code;
}

/**
 * Runs a command in a running container: its exit code and what it printed on standard output. `env` is added to the
 * container's own and is the way to hand over a secret: arguments stand in the list of processes. `signal` ends the
 * waiting, not the command.
 */
export async function outputIn(
  docker: Docker,
  id: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<{ readonly code: number; readonly output: string }> {
  const exec = await docker.getContainer(id).exec({
    Cmd: [...command],
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start(signal === undefined ? {} : { abortSignal: signal });
  const [printed, complained] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, printed, complained.resume());
  stream.on("end", () => printed.end()).on("error", (error) => printed.destroy(error));
  const output = await text(printed);
  return { code: (await exec.inspect()).ExitCode ?? -1, output };
}
