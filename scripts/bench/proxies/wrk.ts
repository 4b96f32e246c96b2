import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SMALL_MATCH } from "../../lab/load/requests.ts";
import { ensureImage } from "../../toolchain/images/build.ts";
import { projectDir } from "../../toolchain/paths.ts";
import type { Bench } from "../bench-case.ts";
import { logOf } from "../container-log.ts";
import { removeContainer, startBeside } from "./side-container.ts";

/** Connections that wrk keeps busy, from one thread. */
export const WRK_CONNECTIONS = 64;

const countsSchema = z.object({ requests: z.int(), microseconds: z.int(), failed: z.int() });

/** What `users.lua` prints at the end of a run. */
export type WrkCounts = z.infer<typeof countsSchema>;

/** The image of wrk (Debian's package), built when the engine has none. */
export async function wrkImage({ context, signal, report }: Bench): Promise<string> {
  const { docker, settings } = context;
  const base = settings.images.keeper;
  if (base === undefined) throw new Error("the lab's base image is not known");
  const [dockerfile, script] = await Promise.all([
    readFile(join(projectDir, "scripts/lab/images/wrk.Dockerfile"), "utf8"),
    readFile(join(import.meta.dirname, "users.lua")),
  ]);
  const recipe = { name: "wrk", dockerfile, base, files: [{ path: "users.lua", content: script }] };
  return ensureImage(recipe, { docker, signal, report: (line) => report(`  ${line}`) });
}

/** Asks the server at `address` as fast as it answers, for `seconds`; rejects when one request failed or was refused. */
export async function runWrk(
  bench: Bench,
  run: { readonly image: string; readonly address: string; readonly seconds: number },
): Promise<WrkCounts> {
  const { docker, stacks } = bench.context;
  const container = await startBeside(bench, {
    name: "wrk",
    image: run.image,
    command: [
      ...["--threads", "1", "--connections", String(WRK_CONNECTIONS), "--duration", `${run.seconds}s`],
      ...["--script", "/users.lua", `https://${run.address}:443/api/match`],
      ...["--", stacks.place.host, SMALL_MATCH],
    ],
    env: {},
    user: "65534:65534",
    volumes: {},
    // From the engine host's address, which the gateway trusts to name its users.
    networks: "host",
    publish: null,
    limits: null,
  });
  try {
    await container.wait({ abortSignal: bench.signal });
    return readCounts(await logOf(docker, container.id, { since: 0, stderr: true }));
  } finally {
    await removeContainer(container);
  }
}

/** The counts in wrk's output; throws with the output when there are none, or when a request failed. */
export function readCounts(output: string): WrkCounts {
  const line = output.split("\n").findLast((text) => text.startsWith("{"));
  if (line === undefined) throw new Error(`wrk gave no counts: ${output.trim()}`);
  const counts = countsSchema.parse(JSON.parse(line));
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${counts.requests} requests of wrk failed`);
  return counts;
}
