import { PassThrough, pipeline, type Readable, Transform } from "node:stream";
import type Docker from "dockerode";
import { text } from "../../messages/messages.ts";

/** The password never stands in a process list: the container's own shell reads it, and hands it on by environment. */
const DUMP =
  "REDISCLI_AUTH=$(cat /run/secrets/snapshot-password) exec redis-cli --user snapshot --no-auth-warning --rdb -";
/** Redis marks the end of a streamed copy by so many bytes, which redis-cli passes on. */
const MARK_BYTES = 40;

/** A copy of one moment of a running store, as Redis writes it to a replica. The moment is when the first byte comes. */
export async function dump(docker: Docker, container: string): Promise<Readable> {
  const exec = await docker
    .getContainer(container)
    .exec({ Cmd: ["sh", "-c", DUMP], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const [copy, complaints] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, copy, complaints);
  stream.on("end", () => copy.end()).on("error", (error) => copy.destroy(error));
  let said = "";
  complaints.on("data", (chunk) => {
    said += String(chunk);
  });
  const whole = withoutMark(() => said);
  // Whoever reads is told of a failure by the stream itself.
  pipeline(copy, whole, () => {});
  return whole;
}

/** Passes on everything but the mark at the end. Fails with what was said when there is less than that. */
export function withoutMark(said: () => string): Transform {
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([held, chunk]);
      const cut = Math.max(0, all.length - MARK_BYTES);
      held = all.subarray(cut);
      done(null, all.subarray(0, cut));
    },
    flush(done) {
      done(held.length < MARK_BYTES ? new Error(text.snapshotErrors.gaveNone(said().trim())) : null);
    },
  });
}
