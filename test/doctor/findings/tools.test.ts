import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose } from "../../../scripts/doctor/diagnose.ts";
import type { Facts } from "../../../scripts/doctor/facts/facts.ts";
import { complaint, healthy, missingPulumi } from "../healthy.ts";

describe("of the tools the doctor", () => {
  it("asks for Go only where Pulumi must be built", () => {
    const go = (spoiled: Partial<Facts>) =>
      diagnose({ ...healthy, ...spoiled }).find(({ id }) => id === "go");
    assert.equal(go({})?.found, "not found; not needed, Pulumi is there");
    assert.equal(go(missingPulumi(null, true))?.found, "not found; not needed, Pulumi is downloaded");
    assert.deepEqual(
      [go(missingPulumi(null, false))?.level, go(missingPulumi(null, false))?.expected],
      ["problem", "Go 1.21 or newer, because Pulumi cannot be downloaded here and has to be built"],
    );
  });

  it("says how a missing or damaged Pulumi comes, and can prepare it", () => {
    const named = complaint(missingPulumi("lib/pulumi is missing", true));
    assert.deepEqual(named, {
      id: "pulumi",
      level: "warning",
      what: "Pulumi",
      found: "damaged: lib/pulumi is missing",
      expected: "3.259.0 with the plugins docker 5.2.0 and random 4.21.2",
      fix: "npm start downloads it, about 1 min",
      repair: { kind: "prepare" },
    });
    const withGo = { ...missingPulumi(null, false), tools: { ...healthy.tools, go: "1.26.0" } };
    assert.equal(complaint(withGo).fix, "npm start builds it with Go, about 8 min");
  });

  it("misses npm and the docker command, which people use", () => {
    const { fix } = complaint({ tools: { ...healthy.tools, npm: null } });
    assert.equal(fix, "install npm; until then every command is node scripts/run.mjs NAME");
    const { expected } = complaint({ tools: { ...healthy.tools, dockerCommand: false } });
    assert.equal(expected, "the docker command, for logs and for the kill switch by hand");
  });
});
