import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import { GATEWAY_PORTS } from "../../infra/config-files/nginx/input.ts";

/** A watch on what the running gateway says it serves. */
export interface ConfigIdWatch {
  /** Resolves with the moment, on performance.now()'s clock, at which another configuration is served. */
  readonly changed: Promise<number>;
}

const SECONDS = 300;

// One process inside the gateway that asks 20 times a second: a `docker exec` for each question would cost more
// than what is measured.
const ASK = `
ask() { exec 3<>/dev/tcp/127.0.0.1/${GATEWAY_PORTS.configId} || return
  printf 'GET /config-id HTTP/1.0\\r\\n\\r\\n' >&3; mapfile -t lines <&3; exec 3>&-; id=\${lines[-1]}; }
ask; first=$id; echo "$first"
while [ $SECONDS -lt ${SECONDS} ]; do ask; if [ "$id" != "$first" ]; then echo "$id"; exit; fi; sleep 0.05; done`;

/** Begins to ask; resolves once the first answer is there. Asks for 5 minutes at most. */
export async function watchConfigId(docker: Docker, gateway: string): Promise<ConfigIdWatch> {
  const exec = await docker
    .getContainer(gateway)
    .exec({ Cmd: ["bash", "-c", ASK], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const out = new PassThrough();
  docker.modem.demuxStream(stream, out, out);
  stream.on("end", () => out.end());
  const armed = Promise.withResolvers<void>();
  const changed = Promise.withResolvers<number>();
  // Nobody may be waiting any more when it ends.
  changed.promise.catch(() => {});
  let said = "";
  out.on("data", (bytes: Buffer) => {
    said += bytes.toString();
    const lines = said.split("\n").length - 1;
    if (lines >= 1) armed.resolve();
    if (lines >= 2) changed.resolve(performance.now());
  });
  out.on("end", () => {
    const error = new Error(`the gateway went on serving the same configuration: ${said.trim()}`);
    armed.reject(error);
    changed.reject(error);
  });
  await armed.promise;
  return { changed: changed.promise };
}
