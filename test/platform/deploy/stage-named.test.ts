import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadStacks } from "../../../infra/stage/load.ts";
import { stageNamed } from "../../../scripts/platform/deploy/stage-named.ts";
import { STACKS } from "../../support/plans.ts";

const { stages } = loadStacks({ dir: STACKS, place: "lab" });

describe("a stage as people name it", () => {
  it("is found by its share or by its whole name", () => {
    for (const text of ["25", "25%", "025", "025-percent"])
      assert.equal(stageNamed(stages, text).name, "025-percent", text);
    assert.equal(stageNamed(stages, "0").name, "000-baseline");
  });

  it("is the last one with users on V1 for 100; the sunset must be named in full", () => {
    assert.equal(stageNamed(stages, "100").name, "100-percent");
    assert.equal(stageNamed(stages, "130-sunset").sunset?.keepArchive, 365);
  });

  it("is refused with every name that would do", () => {
    for (const text of ["20", "130", "1000", "", "25 %", "-25", "0.25", "percent", "025-PERCENT"])
      assert.throws(() => stageNamed(stages, text), {
        id: "SSM-NO-STAGE",
        exitCode: 1,
        message: `there is no stage ${JSON.stringify(text)}; expected one of 0, 10, 25, 50, 75, 100, 130-sunset`,
      });
  });
});
