import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rules } from "../../../policies/rules.ts";
import { type Example, judge, judgeStack } from "../../policies/judge.ts";
import { recordedTarget } from "../../support/recorded-target.ts";

describe("what the docker target makes", () => {
  // The other stages differ only in the gateway's text, which test/policies/every-stage.test.ts judges.
  for (const [stage, place] of [
    ["025-percent", "lab"],
    ["025-percent", "production"],
    ["130-sunset", "lab"],
  ] as const)
    it(`is what every rule of the policy pack allows: ${stage} in ${place}`, async () => {
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
  const { resources } = await recordedTarget(stage, place, true);
  return resources.map(({ type, name, protect, inputs }) => ({
    type,
    name,
    protect,
    stack: place,
    props: inputs,
  }));
}
