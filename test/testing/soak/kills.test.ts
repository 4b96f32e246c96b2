import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KILLED, kills } from "../../../scripts/testing/soak/kills.ts";

describe("the kills of the soak", () => {
  const seeds = Array.from({ length: 50 }, (_, seed) => seed);

  it("follow from the seed", () => {
    assert.deepEqual(kills(7, 24, 7), kills(7, 24, 7));
    assert.notDeepEqual(kills(7, 24, 7), kills(8, 24, 7));
  });

  it("are as many as asked for, in their order, each within its phase", () => {
    for (const seed of seeds) {
      const planned = kills(seed, 21, 7);
      assert.equal(planned.length, 21);
      const moments = planned.map(({ phase, at }) => phase + at);
      assert.deepEqual(
        moments,
        moments.toSorted((a, b) => a - b),
      );
      assert.ok(planned.every(({ phase, at }) => phase >= 0 && phase < 7 && at >= 0 && at < 1));
    }
  });

  it("give every service its turn: four kills are one of each", () => {
    for (const seed of seeds)
      assert.deepEqual(
        kills(seed, 4, 7)
          .map(({ service }) => service)
          .sort(),
        [...KILLED].sort(),
      );
  });
});
