import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makePlan } from "../../infra/plan/make-plan.ts";
import { loadPlanInput } from "../../infra/plan-input.ts";
import { matchSplitToStage } from "../../policies/gateway/match-split-to-stage.ts";
import { STAGE } from "../../policies/resources.ts";
import { rulesFor } from "../../policies/rules.ts";
import { judge, judgeStack, nginxRelease } from "./judge.ts";

const STACKS = `${import.meta.dirname}/../../stacks`;
// The lab's own images: any reference will do, no rule about text reads it.
const images = new Proxy<Record<string, string>>({}, { get: (_, name) => `lab/${String(name)}` });

describe("the real text of the gateway", () => {
  for (const place of ["lab", "production"]) {
    const { ladder } = loadPlanInput({ stacks: STACKS, place, images });
    for (const stage of ladder) {
      it(`keeps every rule in ${place} at ${stage}`, () => {
        const plan = makePlan(loadPlanInput({ stacks: STACKS, place, stage, images }));
        const release = nginxRelease(
          plan.configs.find(({ reload }) => reload === "nginx")?.files["nginx.conf"],
        );
        const { name, v2 } = plan.stage;
        assert.deepEqual(
          rulesFor(new Map()).flatMap((rule) => ("validateResource" in rule ? judge(rule, release) : [])),
          [],
        );
        const guard = { type: STAGE, props: { role: "guard", stage: name, v2 } };
        assert.deepEqual(judgeStack(matchSplitToStage, [guard, release]), []);
      });
    }
  }
});
