import assert from "node:assert/strict";
import { test } from "node:test";
import { meets, type Unit, valueText } from "../../infra/gate/signal-line.ts";

for (const [value, unit, text] of [
  [0.0042, "share", "0.42%"],
  [1.131, "ratio", "113.10%"],
  [0.132, "gain", "+13.2%"],
  [-0.02, "gain", "-2.0%"],
  [0.062, "time", "62 ms"],
  [1.5, "time", "1500 ms"],
  [5, "time", "over 5 s"],
  [1_234_567, "count", "1,234,567"],
] as const satisfies readonly (readonly [number, Unit, string])[]) {
  test(`a ${unit} of ${value} is written ${text}`, () => assert.equal(valueText(value, unit), text));
}

test("more digits keep the grouping of a count", () => {
  assert.equal(valueText(1234.5678, "count", 2), "1,234.57");
});

test("a bound is met by an equal value and never by NaN", () => {
  assert.deepEqual([meets(1, { max: 1 }), meets(1, { min: 1 })], [true, true]);
  assert.deepEqual([meets(1.01, { max: 1 }), meets(0.99, { min: 1 })], [false, false]);
  assert.deepEqual([meets(Number.NaN, { max: 1 }), meets(Number.NaN, { min: 1 })], [false, false]);
});
