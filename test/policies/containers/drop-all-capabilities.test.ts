import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dropAllCapabilities } from "../../../policies/containers/drop-all-capabilities.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(dropAllCapabilities, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("drop-all-capabilities", () => {
  it("accepts a container without capabilities", () => {
    assert.deepEqual(says({}), []);
  });

  it("refuses a container that keeps the engine's defaults", () => {
    assert.deepEqual(
      says({ capabilities: undefined }),
      finds('capabilities.drops must hold "ALL", got nothing'),
    );
    assert.deepEqual(
      says({ capabilities: { drops: ["NET_RAW", "CHOWN"] } }),
      finds('capabilities.drops must hold "ALL", got NET_RAW, CHOWN'),
    );
  });

  it("refuses a capability that is added", () => {
    assert.deepEqual(
      says({ capabilities: { drops: ["ALL"], adds: ["NET_BIND_SERVICE"] } }),
      finds("capabilities.adds must be empty, got NET_BIND_SERVICE"),
    );
  });
});
