import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireLimits } from "../../../policies/containers/require-limits.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) => judge(requireLimits, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("require-limits", () => {
  it("accepts limits", () => {
    assert.deepEqual(says({}), []);
  });

  it("refuses a container without a limit", () => {
    assert.deepEqual(says({ memory: undefined }), finds("memory must be above 0 MB, got nothing"));
    assert.deepEqual(says({ memory: 0 }), finds("memory must be above 0 MB, got 0"));
    assert.deepEqual(says({ cpus: undefined }), finds("cpus must be above 0, got nothing"));
    assert.deepEqual(says({ cpus: "0" }), finds("cpus must be above 0, got 0"));
  });

  it("refuses unlimited swap", () => {
    assert.deepEqual(
      says({ memorySwap: -1 }),
      finds("memorySwap must have a limit, got -1 for none; set it to the value of memory"),
    );
  });
});
