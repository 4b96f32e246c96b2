import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireReadOnlyRoot } from "../../../policies/containers/require-read-only-root.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(requireReadOnlyRoot, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("require-read-only-root", () => {
  it("accepts a read-only root", () => {
    assert.deepEqual(says({}), []);
  });

  it("refuses a root that can be written", () => {
    assert.deepEqual(
      says({ readOnly: false }),
      finds("readOnly must be true, got false; what must be written goes to a volume or tmpfs"),
    );
    assert.deepEqual(
      says({ readOnly: undefined }),
      finds("readOnly must be true, got nothing; what must be written goes to a volume or tmpfs"),
    );
  });
});
