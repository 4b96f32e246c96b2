import { SMALL_MATCH } from "../../lab/load/requests.ts";
import type { Bench } from "../bench-case.ts";
import { quantile } from "../quantile.ts";
import { runGenerator } from "./generators.ts";

/** Connections that h2load keeps, from one thread; each sends on its own schedule. */
export const H2LOAD_CONNECTIONS = 64;
/** Its first second is not measured: connections are opened then. */
const WARM_UP_S = 1;
/** An address that the rate limits leave alone. */
const CLIENT = "198.18.0.1";

// Its own summary goes to standard error, the log to standard output.
const RUN = `printf %s "$BODY" > /tmp/body && h2load --h1 --threads 1 --log-file /tmp/log --data /tmp/body "$@" >&2 && cat /tmp/log`;

/** Asks the server at `address` at a fixed rate for `seconds`; P95 in milliseconds. Rejects when one request failed. */
export async function p95Of(
  bench: Bench,
  run: {
    readonly image: string;
    readonly address: string;
    readonly rate: number;
    readonly seconds: number;
  },
): Promise<number> {
  const { host } = bench.context.stacks.place;
  const headers = [`x-forwarded-for: ${CLIENT}`, "content-type: application/json"];
  const args = [
    ...["--clients", String(H2LOAD_CONNECTIONS), "--rps", String(run.rate / H2LOAD_CONNECTIONS)],
    ...["--duration", String(run.seconds + WARM_UP_S), "--connect-to", `${run.address}:443`],
    ...headers.flatMap((header) => ["--header", header]),
    `https://${host}/api/match`,
  ];
  const command = ["sh", "-c", RUN, "h2load", ...args];
  return p95In(await runGenerator(bench, { image: run.image, command, env: { BODY: SMALL_MATCH } }));
}

/** P95 in h2load's log: start, status and microseconds of each request. Throws when there are none, or one failed. */
export function p95In(log: string): number {
  const requests = log
    .trim()
    .split("\n")
    .map((line) => line.split("\t").map(Number))
    .map(([start = 0, status = 0, took = 0]) => ({ start, status, took }));
  const failed = requests.filter(({ status }) => status !== 200).length;
  if (failed > 0) throw new Error(`${failed} of ${requests.length} requests of h2load failed`);
  const first = Math.min(...requests.slice(0, H2LOAD_CONNECTIONS).map(({ start }) => start));
  const warm = requests.filter(({ start }) => start - first >= WARM_UP_S * 1e6);
  return quantile(
    warm.map(({ took }) => took / 1000),
    0.95,
  );
}
