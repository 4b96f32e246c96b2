import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { differences } from "../../../scripts/platform/pulumi/differences.ts";

describe("the differences of two sets of texts", () => {
  it("are the changed lines alone", () => {
    assert.deepEqual(differences({ a: "1\n2\n3\n", b: "x\n" }, { a: "1\nzwei\n3\n", b: "x\n" }), [
      { where: "a", lines: ["- 2", "+ zwei"] },
    ]);
  });

  it("show a text that only one of them has as all new or all gone", () => {
    assert.deepEqual(differences({ old: "1\n2\n" }, { new: "3\n" }), [
      { where: "new", lines: ["+ 3"] },
      { where: "old", lines: ["- 1", "- 2"] },
    ]);
  });

  it("are none between equal sets, whatever they hold", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (texts) => {
        assert.deepEqual(differences(texts, { ...texts }), []);
      }),
    );
  });
});
