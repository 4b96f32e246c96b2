import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { looserGates } from "../../infra/stage/gate-order.ts";
import { type Changes, problemsOf } from "./spoiled.ts";
import { stage } from "./stages.ts";

const FILE = "stages/025-percent.yaml";
const AT = "stacks/stages/025-percent.yaml";
const WHY = "a later stage asks for no less";

const refusals: readonly (readonly [claim: string, change: Changes[string], line: string])[] = [
  [
    "more errors",
    ["max: 0.8%", "max: 2%"],
    `${AT}:10:24: gate.errorRate.max must not be above the 1% of 010-percent, got 2%: ${WHY}`,
  ],
  [
    "slower answers",
    ["max: 80ms", "max: 120ms"],
    `${AT}:11:24: gate.p95.max must not be above the 100ms of 010-percent, got 120ms: ${WHY}`,
  ],
  [
    "a smaller gain",
    ["min: 11%", "min: 9%"],
    `${AT}:12:24: gate.accuracyGain.min must not be below the 10% of 010-percent, got 9%: ${WHY}`,
  ],
  [
    "fewer equal documents",
    ["min: 100%", "min: 99%"],
    `${AT}:13:24: gate.dataParity.min must not be below the 100% of 010-percent, got 99%: ${WHY}`,
  ],
  [
    "later changes",
    ["max: 1s", "max: 2s"],
    `${AT}:14:24: gate.syncLag.max must not be above the 1s of 010-percent, got 2s: ${WHY}`,
  ],
];

describe("a gate is refused that allows, more than the one before,", () => {
  for (const [claim, change, line] of refusals)
    it(claim, () => assert.deepEqual(problemsOf({ [FILE]: change ?? "" }), [line]));

  it("fewer requests", () => {
    const before = stage({ name: "010-percent" });
    const { gate } = before;
    const [finding, ...more] = looserGates([
      before,
      stage({ name: "025-percent", gate: { ...gate, minRequests: 374 } }),
    ]);
    assert.deepEqual([finding?.path, more], [["gate", "minRequests"], []]);
    assert.equal(finding?.message, `must not be below the 375 of 010-percent, got 374: ${WHY}`);
  });

  it("nothing, when both ask for the same, whatever their windows", () => {
    const before = stage({ name: "010-percent" });
    const { gate } = before;
    const after = { ...gate, p95: { ...gate.p95, over: 60 }, errorRate: { ...gate.errorRate, over: 3600 } };
    assert.deepEqual(looserGates([before, stage({ name: "025-percent", gate: after })]), []);
  });
});
