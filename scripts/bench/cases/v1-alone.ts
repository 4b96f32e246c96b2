import { setTimeout as pause } from "node:timers/promises";
import { LOAD_DEFAULTS } from "../../lab/load/load.ts";
import type { LoadReport } from "../../lab/load/report.ts";
import { text } from "../../messages/messages.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import type { Figure } from "../figure.ts";
import { liftKillSwitch } from "../kill-switch.ts";
import { startUsers } from "../loads.ts";
import { runScript } from "../run-script.ts";
import { goTo } from "../stages.ts";

const FROM = 100;

/** Seconds under load before the switch is thrown, and after it. */
interface Spans {
  readonly before: number;
  readonly after: number;
}

/** V1 carries everything from one moment to the next. */
export const v1Alone: BenchCase = {
  name: "v1-alone",
  minutes: 2.5,
  async measure(bench) {
    const spans = bench.quick ? { before: 3, after: 3 } : { before: 8, after: 12 };
    await liftKillSwitch(bench);
    await goTo(bench, FROM);
    const seen: LoadReport[] = [];
    for (let round = 0; round < repetitions(bench); round++) seen.push(await throwUnderLoad(bench, spans));
    return figures(seen, spans);
  },
};

// One load from before the throw to long after it: what fails at the moment of the change counts too.
async function throwUnderLoad(bench: Bench, spans: Spans): Promise<LoadReport> {
  await liftKillSwitch(bench);
  const users = startUsers(bench.context, LOAD_DEFAULTS.rate);
  try {
    await pause(spans.before * 1000, undefined, { signal: bench.signal });
    await runScript("kill-switch.mjs", ["on", "--reason", "bench"], bench);
    await pause(spans.after * 1000, undefined, { signal: bench.signal });
    const seen = await users.stop();
    const { v1 = 0, v2 = 0 } = seen.byRelease;
    bench.report(text.bench.v1Alone(v2, v1, seen.failed + seen.skipped));
    for (const { reason } of seen.failures) bench.report(text.bench.failed(reason));
    return seen;
  } finally {
    await users.stop().catch(() => {});
    await liftKillSwitch(bench);
  }
}

function figures(seen: readonly LoadReport[], { before, after }: Spans): Figure[] {
  const settings = {
    "users' requests per second": LOAD_DEFAULTS.rate,
    "V2's share before": `${FROM} %`,
    "seconds before and after the switch": `${before} and ${after}`,
    "answered by V2, then by V1": seen.map(({ byRelease: { v1 = 0, v2 = 0 } }) => `${v2}, ${v1}`).join("; "),
  };
  const p95 = (release: string) =>
    seen.map(({ latency }) => {
      const total = latency[release]?.total;
      if (!total) throw new Error(`${release} answered nothing`);
      return total.p95 * 1000;
    });
  return [
    {
      name: "v1-alone",
      what: "requests failed or not sent while V1 takes over everything and carries it",
      unit: "requests",
      values: seen.map(({ failed, skipped }) => failed + skipped),
      limit: { max: 0 },
      how: "scripts/lab/load/load.ts (open loop, no retries, whole labelled requests) at the same rate before and after `kill-switch on`, from everything on V2 to everything on V1.",
      settings,
    },
    {
      name: "v1-alone-p95",
      what: "P95 of V1 while it carries everything",
      unit: "ms",
      values: p95("v1"),
      limit: null,
      how: "The same runs, answers of V1 only, from the scheduled time of a request to the last byte of its answer.",
      settings: {
        "P95 of V2 before": p95("v2")
          .map((value) => `${value.toFixed(1)} ms`)
          .join(", "),
      },
    },
  ];
}
