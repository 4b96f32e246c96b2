import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";

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
  const raw = await docker.getContainer(id).logs(options);
  const out = new PassThrough();
  const frames = Readable.from([raw]);
  docker.modem.demuxStream(frames, out, out);
  frames.on("end", () => out.end());
  return text(out);
}
