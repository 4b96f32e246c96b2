import assert from "node:assert/strict";
import { test } from "node:test";
import { performanceDoc } from "../../../scripts/bench/performance-doc.ts";
import { withReport } from "../../../scripts/bench/recorded.ts";
import { LOST, REPORT } from "./support.ts";

const CASES = ["preview-noop", "weight-changes"];
const RUNS = withReport([], REPORT, CASES);
const page = performanceDoc(RUNS, CASES);
const lines = page.split("\n");

test("the page has one row for each figure, in the order of the cases, with its limit, day and commit", () => {
  const spread = "5.50 s | 5.20 s .. 6.04 s, 3 times";
  assert.deepEqual(lines.slice(lines.indexOf("|---|---|---|---|---|---|---|") + 1).slice(0, 4), [
    `| preview-noop | a \\| preview | ${spread} | <= 5 s | missed | 2026-11-22, 5ddb1bd08c |`,
    `| unjudged | a \\| preview | ${spread} |  |  | 2026-11-22, 5ddb1bd08c |`,
    "| weight-changes | requests lost | 0 requests |  | <= 0 requests | met | 2026-11-22, 5ddb1bd08c |",
    "",
  ]);
});

test("the page names what is missed in its first lines", () => {
  assert.match(lines.slice(0, 6).join("\n"), /^Missed: preview-noop\. /m);
  const runs = withReport([], { ...REPORT, figures: [LOST] }, CASES);
  assert.match(performanceDoc(runs, ["weight-changes"]), /^Every limit is met\. /m);
  assert.match(performanceDoc(runs, CASES), /^Every limit that was measured is met\. /m);
});

test("the page says how each figure was measured, with its settings", () => {
  const explained =
    "- **weight-changes**: With a load generator. Settings: requests 500123; changes of weight 11 (V2 at 10, 25 %).";
  assert.ok(lines.includes(explained));
  assert.ok(lines.includes("- **preview-noop**: By the clock."));
});

test("the page names each run with what is left of it, its command and its machine", () => {
  const again = {
    ...REPORT,
    figures: [LOST],
    time: "2026-11-23T09:00:00.000Z",
    commit: "0123456789+changes",
  };
  const machine = "2 cores (EPYC), 24 GB, Linux 6 x64, Docker 20.10.24, Pulumi 3.259.0, Node v24.21.0";
  const on = `\`npm run bench -- --write\` on ${machine}; load average before: 0.4.`;
  const text = performanceDoc(withReport(RUNS, again, CASES), CASES);
  assert.ok(text.includes(`- 2026-11-23, 0123456789+changes: weight-changes. ${on}\n`));
  assert.ok(text.includes(`- 2026-11-22, 5ddb1bd08c: preview-noop. ${on}\n`));
  assert.match(text, /\| met \| 2026-11-23, 0123456789\+changes \|$/m);
  assert.match(text, /\| missed \| 2026-11-22, 5ddb1bd08c \|$/m);
});

test("the page names what was never measured", () => {
  assert.doesNotMatch(page, /Never measured/);
  assert.match(
    performanceDoc(RUNS, [...CASES, "http2", "rollback"]),
    /^Never measured, and so not known: http2, rollback\.$/m,
  );
});

test("the page ends in one newline", () => {
  assert.match(page, /[^\n]\n$/);
});
