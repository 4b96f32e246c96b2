import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose, repairsOf } from "../../scripts/doctor/diagnose.ts";
import { healthy, instance, missingPulumi } from "./healthy.ts";

describe("on a healthy machine the doctor", () => {
  it("finds nothing to do, and still says what it looked at", () => {
    const findings = diagnose(healthy);
    assert.deepEqual(
      findings.map(({ id, level, fix, repair }) => [id, level, fix, repair]),
      [
        ..."node npm go docker-command engine clock pulumi base-image images disk old-cache old-images".split(
          " ",
        ),
        ..."files ports subnets instance passphrase state modes".split(" "),
      ].map((id) => [id, "ok", null, null]),
    );
  });
});

describe("the repairs", () => {
  it("free room and close files first, and prepare once", () => {
    const survey = { ...healthy.parts.survey, "packaged-images": "missing" } as const;
    const { pulumi } = missingPulumi(null, true).parts;
    const findings = diagnose({
      ...healthy,
      parts: { ...healthy.parts, pulumi, survey },
      ...instance({ open: ["/state/lab/lab"] }),
    });
    assert.deepEqual(
      repairsOf(findings).map(({ kind }) => kind),
      ["set-modes", "prepare"],
    );
  });
});
