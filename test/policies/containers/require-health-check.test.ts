import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireHealthCheck } from "../../../policies/containers/require-health-check.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(requireHealthCheck, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("require-health-check", () => {
  it("accepts a command", () => {
    assert.deepEqual(says({}), []);
    assert.deepEqual(says({ healthcheck: { tests: ["CMD-SHELL", "true"] } }), []);
  });

  it("refuses a container without a check, or with the image's switched off", () => {
    const message = (found: string) =>
      finds(`healthcheck.tests must be a command after CMD or CMD-SHELL, got ${found}`);
    assert.deepEqual(says({ healthcheck: undefined }), message("nothing"));
    assert.deepEqual(says({ healthcheck: { tests: ["NONE"] } }), message("NONE"));
    assert.deepEqual(says({ healthcheck: { tests: ["CMD"] } }), message("CMD"));
  });
});
