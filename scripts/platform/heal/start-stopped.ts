import type Docker from "dockerode";
import { text } from "../../messages/messages.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { isStopped, type Owner, partsOf, startPart } from "../containers/parts.ts";

/**
 * Starts the containers of a platform that somebody stopped or paused: an `up` would make those that publish a port
 * anew. One that cannot start is told and left to the `up`. Returns the names of those that run again.
 */
export async function startStopped(
  docker: Docker,
  owner: Owner,
  report: (line: string) => void,
): Promise<string[]> {
  const { starting, cannotStart } = text.heal;
  const stopped = (await partsOf(docker, owner)).filter(isStopped);
  const started = stopped.map(async (part) => {
    report(starting(part.name, part.state));
    try {
      await startPart(docker, part);
      return [part.name];
    } catch (error) {
      report(cannotStart(part.name, messageOf(error)));
      return [];
    }
  });
  return (await Promise.all(started)).flat();
}
