import type Docker from "dockerode";

/** Runs a command in a running container and returns its exit code; the output is dropped. */
export async function runIn(docker: Docker, id: string, command: readonly string[]): Promise<number> {
  const exec = await docker
    .getContainer(id)
    .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  stream.resume();
  await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
  return (await exec.inspect()).ExitCode ?? -1;
}
