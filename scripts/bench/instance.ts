import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { SMALL_MATCH } from "../lab/load/requests.ts";
import { GatewayClient, gatewayAddress } from "../platform/containers/gateway-client.ts";
import { type Part, partsOf } from "../platform/containers/parts.ts";
import { type Context, lookAtContext } from "../platform/instance/context.ts";
import { PLACE } from "../platform/instance/place-name.ts";
import { statePath } from "../toolchain/paths.ts";
import { BENCH_INSTANCE, runScript } from "./run-script.ts";

/**
 * Brings the instance up at 0 % as `npm start` does. Returns the seconds from the command's start to the first
 * user's answer after its end.
 */
export async function bringUp(signal: AbortSignal, report: (line: string) => void): Promise<number> {
  const began = performance.now();
  await runScript("run.mjs", ["start", "--stage", "0", "--no-traffic"], {
    signal,
    onLine: (line) => report(`    ${line}`),
  });
  await firstAnswer();
  return (performance.now() - began) / 1000;
}

/** The gateway's container. */
export function gatewayPart(context: Context): Promise<Part> {
  return partNamed(context, "gateway");
}

/** The container of a service. */
export async function partNamed({ docker, instance }: Context, name: string): Promise<Part> {
  const part = (await partsOf(docker, instance)).find(({ service }) => service === name);
  if (part === undefined) throw new Error(`the bench's instance has no ${name}`);
  return part;
}

async function firstAnswer(): Promise<void> {
  const { stacks, instance } = await lookAtContext({ instance: BENCH_INSTANCE });
  const client = new GatewayClient(gatewayAddress(stacks.place, instance.dir));
  try {
    const { status } = await client.ask("/api/match", { json: JSON.parse(SMALL_MATCH) });
    if (status !== 200) throw new Error(`the first user got the status ${status}`);
  } finally {
    await client.close();
  }
}

/** Removes everything the instance made, as `npm run down` does; does nothing when there is none. */
export async function takeDown(report: (line: string) => void): Promise<void> {
  if (!existsSync(statePath(PLACE, BENCH_INSTANCE))) return;
  // Not the bench's own signal: what was made is removed after Ctrl-C too.
  const signal = new AbortController().signal;
  const { lines } = await runScript("run.mjs", ["down", "--yes"], { signal });
  for (const line of lines) report(`    ${line}`);
}

/** Waits until `sign` is true, asking ten times a second; rejects after `seconds`, naming what was waited for. */
export async function until(
  what: string,
  seconds: number,
  signal: AbortSignal,
  sign: () => boolean,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!sign()) {
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await pause(100, undefined, { signal });
  }
}
