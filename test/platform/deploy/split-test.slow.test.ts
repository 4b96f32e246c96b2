import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isSticky, splitIsPlausible } from "../../../scripts/platform/deploy/split-test.ts";
import { randomOf } from "../../support/random.ts";

const USERS = 1_000;
const SAMPLES = 10_000;

describe("the test of a user's release", () => {
  it("allows one answer that V1 gave for V2, and no other change", () => {
    const cases: readonly [answers: string, sticky: boolean][] = [
      ["v1 v1 v1 v1", true],
      ["v2 v2 v2 v2", true],
      ["v1 v2 v2 v2", true],
      ["v2 v2 v1 v2", true],
      ["v1 v1 v2 v1", false],
      ["v2 v1 v1 v2", false],
      ["v2 v2 nexten v2", false],
      ["v2 v2 no-answer v2", false],
    ];
    for (const [answers, sticky] of cases) assert.equal(isSticky(answers.split(" ")), sticky, answers);
  });
});

describe("the test of a split", () => {
  it("refuses a true split about once in a thousand looks", () => {
    for (const percent of [10, 50]) {
      const random = randomOf(percent);
      let refused = 0;
      for (let i = 0; i < SAMPLES; i++)
        if (!splitIsPlausible(binomial(USERS, percent / 100, random), USERS, percent)) refused += 1;
      // 10 are expected; 2 to 24 is what a rate of 0.001 gives all but once in 2,000 times.
      assert.ok(refused >= 2 && refused <= 24, `${percent} %: ${refused} of ${SAMPLES} refused`);
    }
  });

  it("sees a split that is wrong by 10 points", () => {
    for (const [asked, really] of [
      [10, 20],
      [25, 35],
      [50, 40],
      [75, 65],
    ] as const) {
      const random = randomOf(asked);
      const seen = Array.from({ length: 200 }, () => binomial(USERS, really / 100, random));
      const refused = seen.filter((onV2) => !splitIsPlausible(onV2, USERS, asked)).length;
      assert.ok(refused > 190, `${really} % for ${asked} %: ${refused} of 200 refused`);
    }
  });

  it("sees the split of the stage before and of the stage after", () => {
    for (const [asked, seen] of [
      [10, 0],
      [10, 250],
      [25, 100],
      [50, 250],
      [75, 500],
      [75, 1000],
    ] as const)
      assert.equal(splitIsPlausible(seen, USERS, asked), false, `${seen} for ${asked} %`);
  });

  it("allows no exception at 0 and at 100 %", () => {
    assert.equal(splitIsPlausible(0, USERS, 0), true);
    assert.equal(splitIsPlausible(1, USERS, 0), false);
    assert.equal(splitIsPlausible(USERS, USERS, 100), true);
    assert.equal(splitIsPlausible(USERS - 1, USERS, 100), false);
  });

  it("believes nothing that nobody was asked about", () => {
    for (const percent of [0, 50, 100]) assert.equal(splitIsPlausible(0, 0, percent), false);
  });

  it("treats both sides alike, and accepts the share itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.nat({ max: USERS }), (percent, onV2) => {
        assert.equal(
          splitIsPlausible(onV2, USERS, percent),
          splitIsPlausible(USERS - onV2, USERS, 100 - percent),
        );
        assert.equal(splitIsPlausible(USERS * (percent / 100), USERS, percent), true);
      }),
    );
  });
});

function binomial(users: number, share: number, random: () => number): number {
  let onV2 = 0;
  for (let i = 0; i < users; i++) if (random() < share) onV2 += 1;
  return onV2;
}
