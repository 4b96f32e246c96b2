import type Docker from "dockerode";
import { logText } from "../../infra/targets/docker/providers/log-text.ts";

/** What is read of a container's log. */
export interface LogPart {
  /** Seconds since 1970; 0 for all of it. */
  readonly since: number;
  /** Standard error too, in the order it was written. */
  readonly stderr: boolean;
}

/** What a container has printed. */
export async function logOf(docker: Docker, id: string, { since, stderr }: LogPart): Promise<string> {
  const options = { stdout: true, stderr, since: Math.floor(since), follow: false as const };
  return logText(await docker.getContainer(id).logs(options));
}
