import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { changedLines, sideBySide, unified } from "../../../scripts/pr-check/texts.ts";

const BEFORE = "split {\n  10% v2;\n  * v1;\n}\n";
const AFTER = "split {\n  25% v2;\n  * v1;\n}\n";
const lines = fc.array(fc.constantFrom("a", "b", "c", "", "+", "- d")).map((all) => all.join("\n"));

describe("a unified difference", () => {
  it("shows the changed line among its neighbours", () => {
    assert.equal(unified(BEFORE, AFTER), "@@ -1,4 +1,4 @@\n split {\n-  10% v2;\n+  25% v2;\n   * v1;\n }");
  });

  it("is empty exactly when the texts are equal", () => {
    fc.assert(fc.property(lines, lines, (a, b) => (unified(a, b) === "") === (a === b)));
  });

  it("gives its changed lines without where they stand", () => {
    assert.equal(changedLines(unified(BEFORE, AFTER)), "-  10% v2;\n+  25% v2;");
  });
});

describe("two texts side by side", () => {
  it("have changed lines beside each other, and those of one side alone", () => {
    const rows = sideBySide("same\nold\n", "same\nnew\nmore\n").split("\n");
    assert.deepEqual(
      rows.map((row) => row.replace(/ {2,}/g, "  ")),
      ["same  same", "old  | new", "  > more"],
    );
  });

  it("hold every line of both", () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const rows = sideBySide(a, b).split("\n");
        const left = rows.filter((row) => row[101] !== ">").map((row) => row.slice(0, 100).trimEnd());
        assert.deepEqual(left.join("\n").trim(), a.replace(/\n$/, "").trim());
      }),
    );
  });

  it("fold a line that is longer than its column", () => {
    const rows = sideBySide(`${"x".repeat(150)}\n`, "y\n").split("\n");
    assert.deepEqual(rows, [`${"x".repeat(100)} | y`, `${"x".repeat(50)}${" ".repeat(51)}|`]);
  });
});
