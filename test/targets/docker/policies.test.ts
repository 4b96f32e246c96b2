import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { verifyImages } from "../../../policies/containers/verify-images.ts";
import { readImageLock } from "../../../policies/image-lock.ts";
import { rulesFor } from "../../../policies/rules.ts";
import { type Example, judge, judgeStack } from "../../policies/judge.ts";
import { planOf, STACKS } from "../../support/plans.ts";
import { recordedTarget } from "../../support/recorded-target.ts";

const lock = readFileSync(join(STACKS, "images.lock.yaml"), "utf8");
const seen = lock.replaceAll("verified: false", "verified: true");

describe("what the docker target makes", () => {
  // The other stages differ only in the gateway's text, which test/policies/every-stage.test.ts judges.
  for (const [stage, place] of [
    ["025-percent", "lab"],
    ["025-percent", "production"],
    ["130-sunset", "lab"],
  ] as const)
    it(`is what every rule of the policy pack allows, once its images were seen: ${stage} in ${place}`, async () => {
      const examples = await resourcesOf(stage, place);
      for (const rule of rulesFor(readImageLock(seen))) {
        const violations =
          "validateStack" in rule
            ? judgeStack(rule, examples)
            : examples.flatMap((example) => judge(rule, example));
        assert.deepEqual(violations, [], rule.name);
      }
    });

  it("is refused in production, container by container, while an image was not seen in its registry", async () => {
    const rule = verifyImages(readImageLock(seen.replace(/^ {2}verified: true/m, "  verified: false")));
    const examples = await resourcesOf("025-percent", "production");
    const image = planOf("025-percent", "production").services.find(({ name }) => name === "gateway")?.image;
    assert.deepEqual(
      examples.flatMap((example) => judge(rule, example)),
      [
        `container production-gateway: stacks/images.lock.yaml:9:13: ${image} was not seen in its own registry yet; run npm run images -- check --write where that can be reached`,
      ],
    );
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
