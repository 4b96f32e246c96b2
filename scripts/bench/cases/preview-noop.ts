import { stageReached } from "../../platform/deploy/preflight.ts";
import { openStack, POLICY_PACK } from "../../platform/pulumi/stack.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import type { Figure } from "../figure.ts";
import { atFullSpeed } from "../full-speed.ts";
import { instanceStack, type PulumiStack, runPulumi, timePulumi } from "../pulumi-cli.ts";

/** `pulumi preview` of a platform that is as it should be. */
export const previewNoop: BenchCase = {
  name: "preview-noop",
  minutes: 1,
  async measure(bench) {
    const { context } = bench;
    const stage = await stageReached(context);
    await openStack(context.settings, stage?.name ?? context.stacks.place.stage);
    const times = repetitions(bench);
    const judging = ["--policy-pack", POLICY_PACK];
    const plain = instanceStack(atFullSpeed(bench));
    const common = { unit: "s", settings: { "resource count": await resourceCount(bench) } } as const;
    const judged: Figure = {
      ...common,
      name: "preview-noop",
      what: "`pulumi preview` with nothing to do, with the policy pack",
      values: await previews(bench, plain, times, judging),
      limit: { max: 5 },
      how: "`pulumi preview --expect-no-changes --policy-pack policies`, wall seconds of the process, one after another; the first run may find a cold file cache.",
    };
    const unjudged: Figure = {
      ...common,
      name: "preview-noop-unjudged",
      what: "the same without the policy pack",
      values: await previews(bench, plain, times, []),
      limit: null,
      how: "As before; the difference is what the policies cost.",
    };
    const yielding: Figure = {
      ...common,
      name: "preview-noop-yielding",
      what: "the same with the policy pack where users come first",
      values: await previews(bench, instanceStack(bench), times, judging),
      limit: null,
      how: "As `npm run pulumi -- preview` and deploy-v2 call it: on one core at the lowest priority, so that users of a small machine wait for nothing.",
    };
    return [judged, unjudged, yielding];
  },
};

async function previews(
  bench: Bench,
  stack: PulumiStack,
  times: number,
  more: readonly string[],
): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < times; round++) {
    values.push(await timePulumi(stack, ["preview", "--expect-no-changes", ...more]));
  }
  bench.report(`  ${values.map((value) => value.toFixed(2)).join(", ")} s`);
  return values;
}

async function resourceCount(bench: Bench): Promise<number> {
  const { deployment } = JSON.parse(await runPulumi(instanceStack(bench), ["stack", "export"]));
  return deployment.resources.length;
}
