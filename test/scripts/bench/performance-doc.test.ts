import assert from "node:assert/strict";
import { test } from "node:test";
import { performanceDoc } from "../../../scripts/bench/performance-doc.ts";
import { LOST, REPORT } from "./support.ts";

const lines = performanceDoc(REPORT).split("\n");

test("the page has one row for each figure, with its limit", () => {
  assert.ok(lines.includes("| weight-changes | requests lost | 0 requests |  | <= 0 requests | met |"));
  assert.ok(
    lines.includes("| preview-noop | a \\| preview | 5.50 s | 5.20 s .. 6.04 s, 3 times | <= 5 s | missed |"),
  );
  assert.ok(lines.includes("| unjudged | a \\| preview | 5.50 s | 5.20 s .. 6.04 s, 3 times |  |  |"));
});

test("the page names what is missed in its first lines", () => {
  assert.match(lines.slice(0, 6).join("\n"), /^Missed: preview-noop\. /m);
  assert.match(performanceDoc({ ...REPORT, figures: [LOST] }), /^Every limit is met\. /m);
});

test("the page says how each figure was measured, with its settings", () => {
  const explained =
    "- **weight-changes**: With a load generator. Settings: requests 500123; changes of weight 11 (V2 at 10, 25 %).";
  assert.ok(lines.includes(explained));
  assert.ok(lines.includes("- **preview-noop**: By the clock."));
});

test("the page names the machine, the day and the command", () => {
  assert.ok(
    lines.includes(
      "Measured on 2026-11-22 with `npm run bench -- --write` on 2 cores (EPYC), 24 GB, Linux 6 x64, Docker 20.10.24, Pulumi 3.259.0, Node v24.21.0; load average before: 0.4. Load generators, gateway, apps and Pulumi share its cores.",
    ),
  );
});

test("the page names what its run left out", () => {
  assert.doesNotMatch(lines.join("\n"), /Not measured/);
  assert.match(
    performanceDoc({ ...REPORT, leftOut: ["http2", "rollback"] }),
    /^Not measured in that run, and so not known: http2, rollback\.$/m,
  );
});

test("the page ends in one newline", () => {
  assert.match(performanceDoc(REPORT), /[^\n]\n$/);
});
