import assert from "node:assert/strict";
import { test } from "node:test";
import { effectiveWindow, silenceWindow } from "../../infra/metrics/windows.ts";

const PRODUCTION = { shorten: {}, scrapeEvery: 5, age: null };
const LAB = { shorten: { window: 20 }, scrapeEvery: 1, age: null };

test("production shortens nothing", () => assert.equal(effectiveWindow(600, PRODUCTION), 600));

test("a place shortens long windows and never lengthens short ones", () => {
  assert.equal(effectiveWindow(600, LAB), 20);
  assert.equal(effectiveWindow(10, LAB), 10);
});

test("a window does not reach back before the stage was entered", () => {
  assert.equal(effectiveWindow(600, { ...PRODUCTION, age: 90.2 }), 91);
  assert.equal(effectiveWindow(600, { ...PRODUCTION, age: 86_400 }), 600);
});

test("a window always holds four scrapes", () => {
  assert.equal(effectiveWindow(600, { ...LAB, age: 0 }), 4);
  assert.equal(effectiveWindow(600, { ...PRODUCTION, shorten: { window: 1 } }), 20);
});

test("silence lasts at least 5 s and four scrapes", () => {
  assert.deepEqual(
    [silenceWindow(1), silenceWindow(0.5), silenceWindow(5), silenceWindow(15)],
    [5, 5, 20, 60],
  );
});
