import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ok, problem, sizeText, warning } from "../../scripts/doctor/finding.ts";
import { countOf, reportLines } from "../../scripts/doctor/report.ts";
import { healthy } from "./healthy.ts";

const findings = [
  ok({ id: "node", what: "Node", found: "24.21.0" }),
  warning({
    id: "pulumi",
    what: "Pulumi",
    found: "not there",
    expected: "3.259.0",
    fix: "npm start builds it",
  }),
  problem({ id: "ports", what: "ports", found: "8080 is taken\n8443 is taken", expected: "free", fix: null }),
];

describe("the doctor's table", () => {
  it("has a row for what was found, and below it what should be there and what to do", () => {
    assert.deepEqual(reportLines(findings, healthy.forecast, false), [
      "ok       Node        24.21.0",
      "warning  Pulumi      not there",
      "           expected  3.259.0",
      "           fix       npm start builds it",
      "problem  ports       8080 is taken",
      "                     8443 is taken",
      "           expected  free",
      "",
      "the next npm start, once the problems are solved, begins with",
      "  preparing: everything is there, about 5 s",
      "",
      "1 problem, 1 warning",
    ]);
  });

  it("says nothing of problems when there are none", () => {
    const lines = reportLines(findings.slice(0, 1), healthy.forecast, false);
    assert.deepEqual(lines.slice(-4), [
      "the next npm start begins with",
      "  preparing: everything is there, about 5 s",
      "",
      "0 problems, 0 warnings",
    ]);
  });

  it("colours the levels and nothing else, without moving the columns", () => {
    const plain = reportLines(findings, healthy.forecast, false);
    const coloured = reportLines(findings, healthy.forecast, true);
    assert.equal(coloured[0], `\u001b[32mok\u001b[39m${plain[0]?.slice(2)}`);
    assert.equal(coloured[1], `\u001b[33mwarning\u001b[39m${plain[1]?.slice(7)}`);
    assert.equal(coloured[4], `\u001b[31mproblem\u001b[39m${plain[4]?.slice(7)}`);
    assert.equal(coloured[5], plain[5]);
  });
});

describe("the doctor's words", () => {
  it("read sizes as people do, and count by level", () => {
    assert.deepEqual([sizeText(1), sizeText(9.99e8), sizeText(1.24e9)], ["1 MB", "999 MB", "1.2 GB"]);
    assert.deepEqual([countOf("ok", findings), countOf("problem", findings)], [1, 1]);
  });
});
