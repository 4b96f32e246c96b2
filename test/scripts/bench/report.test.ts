import assert from "node:assert/strict";
import { test } from "node:test";
import { reportLines, rowOf, spreadText } from "../../../scripts/bench/report.ts";
import { en } from "../../../scripts/messages/en.ts";
import { FAILED, LOST, REPORT, SLOW } from "./support.ts";

test("a row says median, extremes, how often, the limit and whether it is kept", () => {
  assert.deepEqual(rowOf(SLOW, en.bench), {
    name: "preview-noop",
    figure: "5.50 s",
    spread: "5.20 s .. 6.04 s, 3 times",
    limit: "<= 5 s",
    verdict: "missed",
  });
});

test("a limit that is the least, and a unit with digits of its own, are said as such", () => {
  const row = rowOf({ ...SLOW, unit: "%", values: [44.21, 45.04, 46], limit: { min: 90 } }, en.bench);
  assert.equal(row.figure, "45.0 %");
  assert.equal(row.spread, "44.2 % .. 46.0 %, 3 times");
  assert.equal(row.limit, ">= 90 %");
  assert.equal(row.verdict, "missed");
});

test("a spread in a sentence is the median with its extremes", () => {
  assert.equal(spreadText([0.31, 0.2, 0.25], "ms"), "0.25 ms (0.20 .. 0.31)");
  assert.equal(spreadText([], "ms"), "");
});

test("what was measured once has no spread", () => {
  assert.deepEqual(rowOf(LOST, en.bench), {
    name: "weight-changes",
    figure: "0 requests",
    spread: "",
    limit: "<= 0 requests",
    verdict: "met",
  });
});

test("the table stands in columns", () => {
  assert.deepEqual(reportLines(REPORT), [
    "name            figure      spread                     limit",
    "weight-changes  0 requests                             <= 0 requests  met",
    "preview-noop    5.50 s      5.20 s .. 6.04 s, 3 times  <= 5 s         missed",
    "unjudged        5.50 s      5.20 s .. 6.04 s, 3 times                 no limit",
  ]);
});

test("what was not measured is said with the reason", () => {
  const lines = reportLines({ ...REPORT, figures: [FAILED] });
  assert.deepEqual(lines, [
    "name          figure  spread  limit",
    "preview-noop  -               <= 5 s  not measured",
    "preview-noop was not measured: no platform",
  ]);
});

test("a quick run says that it proves nothing", () => {
  const lines = reportLines({ ...REPORT, quick: true });
  assert.equal(lines.at(-1), "--quick: far fewer requests and repetitions, no proof of anything");
});
