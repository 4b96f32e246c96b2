import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { durationText } from "../../infra/metrics/duration-text.ts";

for (const [seconds, text] of [
  [172_800, "48h"],
  [5400, "1h30m"],
  [600, "10m"],
  [90, "1m30s"],
  [0.5, "500ms"],
  [0, "0s"],
  [-3, "0s"],
] as const) {
  test(`${seconds} s is written ${text}`, () => assert.equal(durationText(seconds), text));
}

test("no millisecond is lost", () => {
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (milliseconds) => {
      const parts = [...durationText(milliseconds / 1000).matchAll(/(\d+)(h|ms|m|s)/g)];
      const sum = parts.reduce(
        (total, [, count, unit]) => total + Number(count) * (units[unit ?? ""] ?? 0),
        0,
      );
      assert.equal(sum, milliseconds);
    }),
  );
});
