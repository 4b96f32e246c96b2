import assert from "node:assert/strict";
import { test } from "node:test";
import { allMet, type Figure, isMet, spreadOf } from "../../../scripts/bench/figure.ts";

const FIGURE: Figure = {
  name: "preview-noop",
  what: "a preview",
  unit: "s",
  values: [4, 9, 3],
  limit: { max: 5 },
  how: "by the clock",
  settings: {},
};

test("the median of an odd count is the middle one, of an even count the mean of the two in the middle", () => {
  assert.deepEqual(spreadOf([9, 1, 4]), { median: 4, min: 1, max: 9 });
  assert.deepEqual(spreadOf([9, 1, 4, 6]), { median: 5, min: 1, max: 9 });
  assert.deepEqual(spreadOf([7]), { median: 7, min: 7, max: 7 });
});

test("nothing measured has no median", () => {
  assert.equal(spreadOf([]), null);
});

test("the values keep the order in which they were measured", () => {
  const values = [3, 1, 2];
  spreadOf(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test("a limit is kept by the median, and a value equal to it keeps it", () => {
  assert.equal(isMet(FIGURE), true);
  assert.equal(isMet({ ...FIGURE, values: [5, 5, 6] }), true);
  assert.equal(isMet({ ...FIGURE, values: [5.01] }), false);
});

test("a limit may also be the least that the median may be", () => {
  const share: Figure = { ...FIGURE, unit: "%", limit: { min: 90 } };
  assert.equal(isMet({ ...share, values: [90, 97, 60] }), true);
  assert.equal(isMet({ ...share, values: [89.9] }), false);
});

test("one lost request misses the limit of none", () => {
  const lost: Figure = { ...FIGURE, unit: "requests", limit: { max: 0 } };
  assert.equal(isMet({ ...lost, values: [0] }), true);
  assert.equal(isMet({ ...lost, values: [1] }), false);
});

test("a figure without a limit is neither met nor missed", () => {
  assert.equal(isMet({ ...FIGURE, limit: null }), null);
  assert.equal(allMet([{ ...FIGURE, limit: null }, FIGURE]), true);
});

test("what could not be measured counts as missed", () => {
  const unknown: Figure = { ...FIGURE, values: [], limit: null, failure: "no platform" };
  assert.equal(isMet(unknown), false);
  assert.equal(allMet([FIGURE, unknown]), false);
});
