import { CommandError, EXIT } from "./command.ts";
import type { Context } from "./context.ts";
import { partsOf } from "./parts.ts";

/**
 * Runs a command inside data-sync's container, the only place besides the apps that reaches the stores, and passes on
 * what it says. Returns its exit code; throws SSM-NO-SYNC while the container does not run.
 */
export async function askDataSync(
  { docker, instance }: Pick<Context, "docker" | "instance">,
  args: readonly string[],
): Promise<number> {
  const part = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
  if (part?.running !== true)
    throw new CommandError(
      "SSM-NO-SYNC",
      EXIT.wrongUse,
      "data-sync does not run, so nothing is carried; `npm run deploy-v2 -- <the stage that is reached>` starts what is missing",
    );
  const exec = await docker.getContainer(part.id).exec({
    Cmd: ["node", "/app/main.mjs", ...args],
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({});
  docker.modem.demuxStream(stream, process.stdout, process.stderr);
  await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
  return (await exec.inspect()).ExitCode ?? EXIT.failed;
}
