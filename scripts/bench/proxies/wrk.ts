import { z } from "zod";
import { SMALL_MATCH } from "../../lab/load/requests.ts";
import type { Bench } from "../bench-case.ts";
import { runGenerator } from "./generators.ts";

/** Connections that wrk keeps busy, from one thread. */
export const WRK_CONNECTIONS = 64;

const countsSchema = z.object({ requests: z.int(), microseconds: z.int(), failed: z.int() });

/** What `users.lua` prints at the end of a run. */
export type WrkCounts = z.infer<typeof countsSchema>;

/** Asks the server at `address` as fast as it answers, for `seconds`; rejects when one request failed or was refused. */
export async function runWrk(
  bench: Bench,
  run: { readonly image: string; readonly address: string; readonly seconds: number },
): Promise<WrkCounts> {
  const command = [
    ...["wrk", "--threads", "1", "--connections", String(WRK_CONNECTIONS), "--duration", `${run.seconds}s`],
    ...["--script", "/users.lua", `https://${run.address}:443/api/match`],
    ...["--", bench.context.stacks.place.host, SMALL_MATCH],
  ];
  return readCounts(await runGenerator(bench, { image: run.image, command, env: {} }));
}

/** The counts in wrk's output; throws with the output when there are none, or when a request failed. */
export function readCounts(output: string): WrkCounts {
  const line = output.split("\n").findLast((text) => text.startsWith("{"));
  if (line === undefined) throw new Error(`wrk gave no counts: ${output.trim()}`);
  const counts = countsSchema.parse(JSON.parse(line));
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${counts.requests} requests of wrk failed`);
  return counts;
}
