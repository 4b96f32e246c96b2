import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadStacks } from "../../infra/stage/load.ts";
import { fewestRequests, stageFindings } from "../../infra/stage/stage-checks.ts";
import { ratio } from "../../infra/stage/units.ts";
import { type Changes, problemsOf, STACKS } from "./spoiled.ts";
import { stage } from "./stages.ts";

const FILE = "stages/025-percent.yaml";
const AT = "stacks/stages/025-percent.yaml";

const refusals: readonly (readonly [claim: string, change: Changes[string], line: string])[] = [
  [
    "too few requests to show its error rate",
    ["minRequests: 375", "minRequests: 374"],
    `${AT}:9:16: gate.minRequests must be at least 375, got 374: fewer cannot show an error rate of 0.8%`,
  ],
  [
    "an error rate that nothing can show",
    ["max: 0.8%", "max: 0%"],
    `${AT}:10:24: gate.errorRate.max must be above 0%: no number of requests shows that nothing ever fails; write for example 0.2%`,
  ],
  [
    "a window that reaches into the stage before",
    ["over: 1h", "over: 3d"],
    `${AT}:12:37: gate.accuracyGain.over must not be longer than the hold of 48h, got 72h: it would judge the stage before`,
  ],
  [
    "a gate that allows slower answers than the rollback trigger",
    ["max: 80ms", "max: 200ms"],
    `${AT}:11:24: gate.p95.max must not be above the rollback trigger of 150ms, got 200ms`,
  ],
  [
    "a gate that allows more errors than the rollback trigger",
    ["max: 0.8%", "max: 6%"],
    `${AT}:10:24: gate.errorRate.max must not be above the rollback trigger of 5%, got 6%`,
  ],
  [
    "a share that is not the one in the file's name",
    ["v2: 25%", "v2: 30%"],
    `${AT}:4:5: v2 must be 25% as the file's name says, got 30%`,
  ],
];

describe("a stage is refused for", () => {
  for (const [claim, change, line] of refusals) {
    it(claim, () => {
      assert.deepEqual(problemsOf({ [FILE]: change ?? "" }), [line]);
    });
  }

  it("nothing, when it is right", () => {
    const { platform } = loadStacks({ dir: STACKS, place: "lab" });
    assert.deepEqual(stageFindings(stage({ name: "025-percent" }), platform.triggers), []);
  });

  it("nothing, when windows and bounds are just at their limits", () => {
    const { platform } = loadStacks({ dir: STACKS, place: "lab" });
    const { gate, ...rest } = stage({ name: "025-percent", hold: 3600 });
    const { errorRate, p95 } = platform.triggers;
    const limits = {
      ...gate,
      errorRate: { max: errorRate.max, over: 3600 },
      p95: { max: p95.max, over: 3600 },
    };
    assert.deepEqual(stageFindings({ ...rest, gate: limits }, platform.triggers), []);
  });

  it("nothing about triggers that could not be read", () => {
    const slow = stage({ name: "025-percent" });
    const gate = { ...slow.gate, p95: { max: 9, over: 600 } };
    assert.deepEqual(stageFindings({ ...slow, gate }, null), []);
  });
});

describe("fewestRequests", () => {
  it("is the rule of three", () => {
    assert.deepEqual([0.01, 0.008, 0.005, 0.003, 0.002].map(fewestRequests), [300, 375, 600, 1000, 1500]);
  });

  it("is the smallest number whose bound 3 / n is not above the rate", () => {
    for (let hundredths = 1; hundredths <= 10_000; hundredths += 1) {
      const fewest = fewestRequests(ratio.parse(`${hundredths / 100}%`));
      assert.ok(fewest * hundredths >= 30_000 && (fewest - 1) * hundredths < 30_000, `${hundredths}`);
    }
  });
});
