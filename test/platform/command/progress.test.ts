import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { percent, progressLine } from "../../../scripts/platform/command/progress.ts";
import { measured } from "../../gate/healthy.ts";
import { NOWHERE_YET, STAGE } from "../../support/judgement.ts";

const NOW = 1_000;
const line = (changes: Parameters<typeof measured>[0], v2 = 25, hold = NOWHERE_YET.hold) =>
  progressLine({ ...STAGE, v2 }, { ...NOWHERE_YET, measurements: measured(changes), hold }, NOW);

describe("the line of progress", () => {
  it("shows the split asked and seen, V1 beside V2, the gain, the verdict and the time left", () => {
    const hold = { kind: "waiting", reasons: [], earliestNext: NOW + 12.2 } as const;
    assert.equal(
      line({}, 25, hold),
      "025-percent  | split 25 % asked, 25.0 % seen | V1 errors 0.10 %, P95 85 ms | V2 errors 0.42 %, P95 62 ms | gain 13.2 % | hold, 13 s left",
    );
  });

  it("says no time when the hold is over or nobody can tell when it will be", () => {
    for (const hold of [
      { kind: "over", since: 0 },
      { kind: "waiting", reasons: [], earliestNext: NOW - 5 },
      { kind: "waiting", reasons: [], earliestNext: null },
    ] as const)
      assert.match(line({}, 25, hold), / \| hold$/);
  });

  it("says no time left when the verdict is to go back", () => {
    const hold = { kind: "waiting", reasons: [], earliestNext: NOW + 12 } as const;
    const { verdict } = NOWHERE_YET;
    const judgement = {
      ...NOWHERE_YET,
      verdict: { ...verdict, kind: "rollback", reasons: [] },
      measurements: measured(),
      hold,
    } as const;
    assert.match(progressLine(STAGE, judgement, NOW), / \| rollback$/);
  });

  it("shows what users got at 0 and 100 % too, and not what was asked", () => {
    assert.match(line({ splitSeen: 0 }, 100), /split 100 % asked, 0.0 % seen/);
    assert.match(line({ splitSeen: null }, 0), /split 0 % asked, no data seen/);
  });

  it("says so when there is no data, never 0", () => {
    assert.equal(
      line({
        splitSeen: null,
        errorRate: null,
        p95: null,
        v1P95: Number.NaN,
        accuracyGain: null,
      }),
      "025-percent  | split 25 % asked, no data seen | V1 errors 0.10 %, P95 no data | V2 errors no data, P95 no data | gain no data | hold",
    );
  });
});

describe("a ratio", () => {
  it("is read in percent", () => {
    assert.equal(percent({ value: 0.0042, reason: null }, 2), "0.42 %");
    assert.equal(percent({ value: 0, reason: null }, 1), "0.0 %");
    assert.equal(percent({ value: Number.POSITIVE_INFINITY, reason: null }, 1), "no data");
    assert.equal(percent({ value: null, reason: "nobody knows" }, 1), "no data");
  });
});
