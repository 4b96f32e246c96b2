import { setTimeout as pause } from "node:timers/promises";
import { LOAD_DEFAULTS } from "../../lab/load/load.ts";
import { type Part, partsOf } from "../../platform/containers/parts.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import { type ContainerUse, useOf } from "../container-use.ts";
import type { Figure } from "../figure.ts";
import { liftKillSwitch } from "../kill-switch.ts";
import { withUsers } from "../loads.ts";
import { spreadText } from "../report.ts";
import { goTo } from "../stages.ts";

const SHARE = 50;
/** What was there before has ended, and a new load has come up, after so long. */
const SETTLE_SECONDS = 5;
const SPAN_SECONDS = 4;
/** A machine with two cores and 2 GB holds the platform, and its load generator beside it. */
const MOST = {
  "at-rest": { memoryMb: 1024, cores: 0.5 },
  "under-load": { memoryMb: 1024, cores: 1 },
} as const;

/** What every container used during one span, by service. */
type Uses = ReadonlyMap<string, { readonly memoryMb: number; readonly cores: number }>;

/** Memory and processor time of every container, as the engine counts them. */
export const containers: BenchCase = {
  name: "containers",
  minutes: 1.5,
  async measure(bench) {
    await liftKillSwitch(bench);
    await goTo(bench, SHARE);
    const rest = await spans(bench);
    const load = await withUsers(bench.context, LOAD_DEFAULTS.rate, () => spans(bench));
    return [...figures("at-rest", rest), ...figures("under-load", load)];
  },
};

async function spans(bench: Bench): Promise<Uses[]> {
  const parts = (await partsOf(bench.context.docker, bench.context.instance)).filter(
    ({ running }) => running,
  );
  await pause(bench.quick ? 0 : SETTLE_SECONDS * 1000, undefined, { signal: bench.signal });
  const seen: Uses[] = [];
  for (let round = 0; round < repetitions(bench); round++) seen.push(await span(bench, parts));
  return seen;
}

async function span({ context, quick, signal }: Bench, parts: readonly Part[]): Promise<Uses> {
  const look = () =>
    Promise.all(
      parts.map(async ({ id }) => ({ at: performance.now(), ...(await useOf(context.docker, id)) })),
    );
  const before = await look();
  await pause(quick ? 1000 : SPAN_SECONDS * 1000, undefined, { signal });
  const after = await look();
  return new Map(parts.map(({ service }, index) => [service, between(before[index], after[index])] as const));
}

type Look = ContainerUse & { readonly at: number };

function between(before: Look | undefined, after: Look | undefined): { memoryMb: number; cores: number } {
  if (before === undefined || after === undefined) throw new Error("a container was not looked at");
  const seconds = (after.at - before.at) / 1000;
  return { memoryMb: after.memoryMb, cores: (after.cpuSeconds - before.cpuSeconds) / seconds };
}

function figures(when: keyof typeof MOST, seen: readonly Uses[]): Figure[] {
  const users = when === "at-rest" ? "nobody asks" : `users ask ${LOAD_DEFAULTS.rate} times a second`;
  return [
    {
      name: `memory-${when}`,
      what: `memory of all containers while ${users}`,
      unit: "MB",
      values: seen.map((uses) => sum(uses, "memoryMb")),
      limit: { max: MOST[when].memoryMb },
      how: "The engine's stats of every container, as `docker stats` counts them: without file pages that are given back on demand.",
      settings: perService(seen, "memoryMb", "MB"),
    },
    {
      name: `processors-${when}`,
      what: `processors that all containers keep busy while ${users}`,
      unit: "cores",
      values: seen.map((uses) => sum(uses, "cores")),
      limit: { max: MOST[when].cores },
      how: `The same readings, processor time over ${SPAN_SECONDS} s each, at ${SHARE} % on V2. The prober asks both releases all the time: rest is not idle.`,
      settings: perService(seen, "cores", "cores"),
    },
  ];
}

function sum(uses: Uses, what: "memoryMb" | "cores"): number {
  return [...uses.values()].reduce((total, use) => total + use[what], 0);
}

function perService(
  seen: readonly Uses[],
  what: "memoryMb" | "cores",
  unit: "MB" | "cores",
): Record<string, string> {
  const services = [...(seen[0]?.keys() ?? [])];
  return Object.fromEntries(
    services.map((service) => [
      service,
      spreadText(
        seen.flatMap((uses) => uses.get(service)?.[what] ?? []),
        unit,
      ),
    ]),
  );
}
