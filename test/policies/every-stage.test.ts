import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matchSplitToStage } from "../../policies/gateway/match-split-to-stage.ts";
import { STAGE } from "../../policies/resources.ts";
import { rulesFor } from "../../policies/rules.ts";
import { inputOf, nginxOf, PLACES, planOf } from "../support/plans.ts";
import { judge, judgeStack, nginxRelease } from "./judge.ts";

describe("the real text of the gateway", () => {
  for (const place of PLACES) {
    for (const stage of inputOf({ place }).ladder) {
      it(`keeps every rule in ${place} at ${stage}`, () => {
        const release = nginxRelease(nginxOf(stage, place));
        const { name, v2 } = planOf(stage, place).stage;
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
