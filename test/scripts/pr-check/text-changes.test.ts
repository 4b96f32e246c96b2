import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stageChanges } from "../../../scripts/pr-check/text-changes.ts";
import type { Texts } from "../../../scripts/pr-check/texts.ts";
import type { RenderedPlace } from "../../../scripts/pr-check/tree.ts";

function rendered(stages: Readonly<Record<string, Texts>>, place = "lab"): RenderedPlace {
  const all = Object.entries(stages).map(([name, texts]) => ({ name, v2: 0, texts }));
  return { place, first: "000-baseline", images: "build", certificate: "lab", stages: all };
}

describe("what a change makes of the generated files", () => {
  it("is told once for all stages where it is the same, whatever the line", () => {
    const before = rendered({ "000-baseline": { conf: "a\nb\n" }, "010-percent": { conf: "x\na\nb\n" } });
    const after = rendered({ "000-baseline": { conf: "a\nc\n" }, "010-percent": { conf: "x\na\nc\n" } });
    assert.deepEqual(
      stageChanges([{ before, after }]).map(({ where, at }) => [where, at]),
      [["conf", ["lab 000-baseline", "lab 010-percent"]]],
    );
  });

  it("is told apart where it differs, and generated files come before the plan", () => {
    const before = rendered({ a: { plan: "1", conf: "1" }, b: { plan: "1", conf: "1" } });
    const after = rendered({ a: { plan: "2", conf: "2" }, b: { plan: "2", conf: "3" } });
    assert.deepEqual(
      stageChanges([{ before, after }]).map(({ where, at }) => [where, at]),
      [
        ["conf", ["lab a"]],
        ["conf", ["lab b"]],
        ["plan", ["lab a", "lab b"]],
      ],
    );
  });

  it("compares a new stage with the one before it, and a new file with nothing", () => {
    const before = rendered({ "010-percent": { conf: "10% v2;\n" }, "050-percent": { conf: "50% v2;\n" } });
    const after = rendered({
      "010-percent": { conf: "10% v2;\n" },
      "025-percent": { conf: "25% v2;\n" },
      "050-percent": { conf: "50% v2;\n", rules: "new\n" },
    });
    assert.deepEqual(
      stageChanges([{ before, after }]).map(({ where, at, patch }) => [where, at, patch]),
      [
        ["conf", ["lab 025-percent (new, compared with 010-percent)"], "@@ -1,1 +1,1 @@\n-10% v2;\n+25% v2;"],
        ["rules", ["lab 050-percent"], "@@ -0,0 +1,1 @@\n+new"],
      ],
    );
  });

  it("is nothing when the base could not be rendered", () => {
    assert.deepEqual(stageChanges([{ before: null, after: rendered({ a: { conf: "1" } }) }]), []);
  });
});
