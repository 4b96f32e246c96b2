import { z } from "zod";
import {
  callsPastTheGateway,
  clientsOfV1,
  type Known,
  type SunsetFacts,
} from "../../../infra/gate/sunset.ts";
import { callsOfV1, clientsOnV1Routes } from "../../../infra/metrics/sunset-questions.ts";
import { servicesByAddress } from "../../../infra/plan/addressing.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { within } from "../command/within.ts";
import { OWN_AGENT } from "../containers/gateway-client.ts";
import { partsOf } from "../containers/parts.ts";
import { outputIn } from "../containers/run-in.ts";
import { refused } from "../data-sync/sync-answers.ts";
import { refusalText } from "../data-sync/sync-asked.ts";
import type { Context } from "../instance/context.ts";

/** How long data-sync may take to look through both stores, s. */
const LONGEST_S = 900;
const paritySchema = z.object({ equal: z.int(), different: z.int() });
const sessionsSchema = z.object({ left: z.int(), lastEndsAt: z.number().nullable() });

/**
 * Everything that must be known before V1's app goes: both stores now, and the requests to V1 over the hold of the stage
 * that would be left. Never rejects: what cannot be measured is null with the reason.
 */
export async function measureSunset(context: Context, stage: Stage): Promise<SunsetFacts> {
  const { platform, place } = context.stacks;
  const scope = {
    window: Math.min(stage.hold, place.shorten.hold ?? stage.hold),
    scrapeEvery: Math.min(
      platform.metrics.scrapeEvery,
      place.shorten.scrapeEvery ?? Number.POSITIVE_INFINITY,
    ),
  };
  const addresses = servicesByAddress(Object.values(platform.networks).map(({ subnet }) => subnet));
  const [calls, clients] = await Promise.all([
    fromPrometheus(context, callsOfV1(scope), "caller", (found) => callsPastTheGateway(found, addresses)),
    fromPrometheus(context, clientsOnV1Routes(scope), "client", (found) => clientsOfV1(found, OWN_AGENT)),
  ]);
  // One after the other: each is a process of its own within the memory that data-sync has.
  const parity = await fromDataSync(context, paritySchema, "verify", "--full", "--json");
  const sessions = await fromDataSync(context, sessionsSchema, "v1-sessions", "--json");
  return { parity, sessions, calls, clients };
}

async function fromDataSync<Value>(
  { docker, instance }: Pick<Context, "docker" | "instance">,
  schema: z.ZodType<Value>,
  ...args: readonly string[]
): Promise<Known<Value>> {
  const asked = async () => {
    const part = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
    if (part?.running !== true) throw new Error("data-sync does not run");
    const command = ["node", "/app/main.mjs", ...args];
    const { code, output } = await within(LONGEST_S, "data-sync", outputIn(docker, part.id, command));
    const last = output.trim().split("\n").at(-1) ?? "";
    const answer = jsonOrNull(last);
    const refusal = refused.safeParse(answer).data;
    if (refusal !== undefined) throw new Error(refusalText(refusal));
    const { data } = schema.safeParse(answer);
    if (data === undefined) throw new Error(`data-sync ended with ${code} and said: ${last}`);
    return data;
  };
  return known(asked);
}

async function fromPrometheus<Value>(
  { prometheus }: Pick<Context, "prometheus">,
  query: string,
  label: string,
  read: (found: ReadonlyMap<string, number>) => Value | null,
): Promise<Known<Value>> {
  return known(async () => {
    const value = read(await prometheus.byLabel(query, label));
    if (value === null) throw new Error(`prometheus has no whole series of ${label}s`);
    return value;
  });
}

async function known<Value>(ask: () => Promise<Value>): Promise<Known<Value>> {
  try {
    return { value: await ask(), reason: null };
  } catch (error) {
    return { value: null, reason: messageOf(error) };
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
