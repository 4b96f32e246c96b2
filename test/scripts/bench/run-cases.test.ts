import assert from "node:assert/strict";
import { test } from "node:test";
import { CASE_NAMES, minutesOf, runCases } from "../../../scripts/bench/run-cases.ts";
import { en } from "../../../scripts/messages/en.ts";
import { contextOf } from "../../support/context.ts";

test("every case has a name of its own, and the one that makes the instance comes first", () => {
  assert.equal(CASE_NAMES[0], "start-warm");
  assert.equal(new Set(CASE_NAMES).size, CASE_NAMES.length);
});

test("the expected time of several cases is the sum of theirs", () => {
  const [first = "", second = ""] = CASE_NAMES.slice(1);
  assert.ok(minutesOf([first]) > 0);
  assert.equal(minutesOf([first, second]), minutesOf([first]) + minutesOf([second]));
  assert.equal(minutesOf(["start-warm"]), 0);
});

test("a case that was not begun when everything is to stop is none that failed", async (t) => {
  const context = await contextOf(t);
  const bench = { signal: AbortSignal.abort(), quick: true, report: assert.fail };
  assert.deepEqual(await runCases({ ...bench, context }, CASE_NAMES), []);
});

test("a time is said in whole minutes", () => {
  assert.equal(en.bench.minutes(1), "about a minute");
  assert.equal(en.bench.minutes(2.5), "about 3 minutes");
});
