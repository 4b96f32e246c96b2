import { PassThrough } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import Docker from "dockerode";
import { extract, pack } from "tar-stream";
import { logText } from "./log-text.ts";

/** A file or folder to put into a volume, with its owner and mode. */
export interface Entry {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  /** Absent for a folder. */
  readonly content?: string;
}

const docker = new Docker();

export function container(name: string): Docker.Container {
  return docker.getContainer(name);
}

/** Runs a command inside a running container; the output holds stdout and stderr together. */
export async function exec(
  name: string,
  command: readonly string[],
  user = "",
): Promise<{ code: number; output: string }> {
  const run = await container(name).exec({
    Cmd: [...command],
    AttachStdout: true,
    AttachStderr: true,
    User: user,
  });
  const stream = await run.start({});
  const merged = new PassThrough();
  docker.modem.demuxStream(stream, merged, merged);
  stream.on("end", () => merged.end());
  stream.on("error", (error) => merged.destroy(error));
  const output = (await text(merged)).trim();
  return { code: (await run.inspect()).ExitCode ?? -1, output };
}

/** Like exec, but a non-zero exit is an error that says what was run and what it printed. */
export async function mustExec(name: string, command: readonly string[], user = ""): Promise<string> {
  const { code, output } = await exec(name, command, user);
  if (code !== 0) throw new Error(`${command[0]} failed in ${name} (exit ${code}): ${output}`);
  return output;
}

/** Puts files and folders below `path`, which must lie on a volume of the container. */
export async function putEntries(name: string, path: string, entries: readonly Entry[]): Promise<void> {
  const archive = pack();
  for (const { path: entry, content, ...rest } of entries) {
    if (content === undefined) archive.entry({ name: `${entry}/`, type: "directory", ...rest });
    else archive.entry({ name: entry, ...rest }, content);
  }
  archive.finalize();
  await container(name).putArchive(await buffer(archive), { path });
}

/** The text of one file in a container, or null when it is not there. */
export async function readFile(name: string, path: string): Promise<string | null> {
  try {
    const stream = await container(name).getArchive({ path });
    const archive = extract();
    stream.pipe(archive);
    for await (const entry of archive) return await text(entry);
    return null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** True when the engine says that the thing does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && error.statusCode === 404;
}

/** What a container printed since a moment (seconds since 1970). */
export async function logsSince(name: string, since: number): Promise<string> {
  const raw = await container(name).logs({
    stdout: true,
    stderr: true,
    since: Math.floor(since),
    follow: false,
  });
  return logText(raw);
}
