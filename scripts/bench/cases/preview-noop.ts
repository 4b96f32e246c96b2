import { stageReached } from "../../platform/preflight.ts";
import { openStack, POLICY_PACK } from "../../platform/stack.ts";
import type { Bench, BenchCase } from "../bench-case.ts";
import type { Figure } from "../figure.ts";
import { instanceStack, runPulumi, timePulumi } from "../pulumi-cli.ts";

/** `pulumi preview` of a platform that is as it should be. */
export const previewNoop: BenchCase = {
  name: "preview-noop",
  minutes: 1,
  async measure(bench) {
    const { context, quick } = bench;
    const stage = await stageReached(context);
    await openStack(context.settings, stage?.name ?? context.stacks.place.stage);
    const times = quick ? 1 : 5;
    const common = { unit: "s", settings: { "resource count": await resourceCount(bench) } } as const;
    const judged: Figure = {
      ...common,
      name: "preview-noop",
      what: "`pulumi preview` with nothing to do, with the policy pack",
      values: await previews(bench, times, ["--policy-pack", POLICY_PACK]),
      limit: { max: 5 },
      how: "`pulumi preview --expect-no-changes --policy-pack policies`, wall seconds of the process, one after another; the first run may find a cold file cache.",
    };
    const unjudged: Figure = {
      ...common,
      name: "preview-noop-unjudged",
      what: "the same without the policy pack",
      values: await previews(bench, times, []),
      limit: null,
      how: "As before; the difference is what the policies cost.",
    };
    return [judged, unjudged];
  },
};

async function previews(bench: Bench, times: number, more: readonly string[]): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < times; round++) {
    values.push(await timePulumi(instanceStack(bench), ["preview", "--expect-no-changes", ...more]));
  }
  bench.report(`  ${values.map((value) => value.toFixed(2)).join(", ")} s`);
  return values;
}

async function resourceCount(bench: Bench): Promise<number> {
  const { deployment } = JSON.parse(await runPulumi(instanceStack(bench), ["stack", "export"]));
  return deployment.resources.length;
}
