import assert from "node:assert/strict";
import { test } from "node:test";
import { effectiveWindow, lastingWindow, partsOf, silenceWindow } from "../../infra/metrics/windows.ts";

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

test("what must last is asked over a window whose every part holds four scrapes", () => {
  assert.equal(lastingWindow(300, PRODUCTION), 300);
  assert.equal(lastingWindow(300, { ...PRODUCTION, age: 3 }), 80);
  assert.equal(lastingWindow(300, LAB), 20);
  assert.equal(lastingWindow(300, { ...LAB, age: 3 }), 16);
});

test("the parts of a window lie in it, and each is asked once", () => {
  assert.deepEqual(partsOf(300), { part: 75, range: 225 });
  for (let window = 16; window < 400; window++) {
    const { part, range } = partsOf(window);
    assert.equal(range / part, 3);
    assert.ok(range + part <= window && part >= 4);
  }
});

test("silence lasts at least 5 s and four scrapes", () => {
  assert.deepEqual(
    [silenceWindow(1), silenceWindow(0.5), silenceWindow(5), silenceWindow(15)],
    [5, 5, 20, 60],
  );
});
