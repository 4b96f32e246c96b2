import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dockerTarget } from "../../../infra/targets/docker/target.ts";
import { rules } from "../../../policies/rules.ts";
import { type Example, judge, judgeStack } from "../../policies/judge.ts";
import { planOf } from "../../support/plans.ts";
import { recordResources } from "../../support/record-resources.ts";

// Nobody on V2, some, everybody, and no V1: the other stages differ only in a number.
const STAGES = ["000-baseline", "025-percent", "100-percent", "130-sunset"];

for (const [place, stages] of [
  ["lab", STAGES],
  ["production", ["025-percent"]],
] as const)
  describe(`what the docker target makes in ${place}`, () => {
    for (const stage of stages)
      it(`is what every rule of the policy pack allows: ${stage}`, async () => {
        const examples = await resourcesOf(stage, place);
        for (const rule of rules) {
          const violations =
            "validateStack" in rule
              ? judgeStack(rule, examples)
              : examples.flatMap((example) => judge(rule, example));
          assert.deepEqual(violations, [], rule.name);
        }
      });
  });

/** At a preview, as the rules first see them. */
async function resourcesOf(stage: string, place: string): Promise<Example[]> {
  const program = () => dockerTarget.deploy(planOf(stage, place), {});
  const { resources } = await recordResources(program, { preview: true, stack: place });
  return resources.map(({ type, name, protect, inputs }) => ({
    type,
    name,
    protect,
    stack: place,
    props: inputs,
  }));
}
