import { setTimeout as pause } from "node:timers/promises";
import { nextStage } from "../../../infra/stage/ladder.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { LOAD_DEFAULTS } from "../../lab/load/load.ts";
import { text } from "../../messages/messages.ts";
import { stageReached } from "../../platform/deploy/preflight.ts";
import { judge } from "../../platform/gate/judge.ts";
import type { Bench, BenchCase } from "../bench-case.ts";
import { watchConfigId } from "../config-id.ts";
import { gatewayPart } from "../instance.ts";
import { liftKillSwitch } from "../kill-switch.ts";
import { withUsers } from "../loads.ts";
import { runScript } from "../run-script.ts";
import { goTo } from "../stages.ts";

const GATE_WITHIN = 240;

/** From the gate's word to the moment users feel it. */
export const splitInEffect: BenchCase = {
  name: "split-in-effect",
  minutes: 6,
  async measure(bench) {
    await liftKillSwitch(bench);
    await goTo(bench, 0);
    const changes = bench.quick ? [10] : [10, 25, 50, 75, 100];
    const values = await withUsers(bench.context, LOAD_DEFAULTS.rate, async () => {
      const seconds: number[] = [];
      for (const v2 of changes) seconds.push(await deploy(bench, v2));
      return seconds;
    });
    return [
      {
        name: "split-in-effect",
        what: "from deploy-v2's verdict to the new split being served",
        unit: "s",
        values,
        limit: { max: 15 },
        how: "Real `npm run deploy-v2`, one for each stage, under users' load; from its line `verdict of …: PASS` (the up with the policy pack comes after it) to the first moment the running gateway names the new configuration, asked 20 times a second.",
        settings: { stages: changes.join(", "), "users' requests per second": LOAD_DEFAULTS.rate },
      },
    ];
  },
};

async function deploy(bench: Bench, v2: number): Promise<number> {
  const { docker } = bench.context;
  await gateOpens(bench);
  const gateway = await gatewayPart(bench.context);
  const watch = await watchConfigId(docker, gateway.id);
  let verdictAt: number | null = null;
  await runScript("run.mjs", ["deploy-v2", String(v2)], {
    signal: bench.signal,
    onLine: (line) => {
      bench.report(`    ${line}`);
      if (/^verdict of .*: PASS/.test(line)) verdictAt = performance.now();
    },
  });
  if (verdictAt === null) throw new Error(`deploy-v2 ${v2} gave no verdict`);
  const seconds = ((await watch.changed) - verdictAt) / 1000;
  bench.report(text.bench.inEffect(v2, seconds.toFixed(1)));
  return seconds;
}

async function gateOpens({ context, signal, report }: Bench): Promise<void> {
  const at = await stageReached(context);
  if (at === null || nextStage(context.stacks.stages, at) === null) throw new Error("there is no next stage");
  report(text.bench.waiting(at.name));
  const end = Date.now() + GATE_WITHIN * 1000;
  for (;;) {
    const { verdict } = await judge(context, at);
    if (verdict.kind === "pass") return;
    if (Date.now() > end) throw new Error(heldText(at, verdict.reasons));
    await pause(1000, undefined, { signal });
  }
}

function heldText(stage: Stage, reasons: readonly string[]): string {
  return `the gate of ${stage.name} did not open within ${GATE_WITHIN} s: ${reasons.join("; ")}`;
}
