import { stageNamed } from "../../platform/deploy/stage-named.ts";
import { openStack, POLICY_PACK } from "../../platform/pulumi/stack.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import type { Figure } from "../figure.ts";
import { atFullSpeed } from "../full-speed.ts";
import { liftKillSwitch } from "../kill-switch.ts";
import { instanceStack, timePulumi } from "../pulumi-cli.ts";
import { runScript } from "../run-script.ts";
import { enterStage, goTo } from "../stages.ts";

const SHARE = 10;

/** What one step takes by itself, without a gate to wait for and without load. */
export const stepTimes: BenchCase = {
  name: "step-times",
  minutes: 2,
  async measure(bench) {
    await liftKillSwitch(bench);
    await goTo(bench, 0);
    const common = { unit: "s", settings: {} } as const;
    const figures: Figure[] = [
      {
        ...common,
        name: "preview-change",
        what: `\`pulumi preview\` of the step from 0 to ${SHARE} %, with the policy pack`,
        values: await repeat(bench, () => preview(bench)),
        limit: { max: 10 },
        how: "Wall seconds of the process, one after another.",
      },
      {
        ...common,
        name: "up-change",
        what: "one change of the split, as `deploy-v2` applies it",
        values: await repeat(bench, async (round) => {
          const { seconds } = await enterStage(bench, round % 2 === 0 ? SHARE : 0);
          return seconds;
        }),
        limit: { max: 30 },
        how: `\`pulumi up\` with its preview and the policy pack, in turn to ${SHARE} % and to 0 %, the look at an interrupted run and the copy of the state included; nginx is asked what it serves before it ends.`,
      },
      {
        ...common,
        name: "render",
        what: "`npm run render -- --stage 25`, every generated file",
        values: await repeat(bench, async () => {
          const { seconds } = await runScript("run.mjs", ["render", "--stage", "25"], bench);
          return seconds;
        }),
        limit: { max: 2 },
        how: "Wall seconds of the process without npm's own start.",
      },
    ];
    return figures;
  },
};

async function preview(bench: Bench): Promise<number> {
  const { settings, stacks } = bench.context;
  await openStack(settings, stageNamed(stacks.stages, String(SHARE)).name);
  return timePulumi(instanceStack(atFullSpeed(bench)), ["preview", "--policy-pack", POLICY_PACK]);
}

async function repeat(bench: Bench, once: (round: number) => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < repetitions(bench); round++) values.push(await once(round));
  bench.report(`  ${values.map((value) => value.toFixed(2)).join(", ")} s`);
  return values;
}
