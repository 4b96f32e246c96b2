import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbidPrivilegedContainers } from "../../../policies/containers/forbid-privileged-containers.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(forbidPrivilegedContainers, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("forbid-privileged-containers", () => {
  it("accepts an ordinary container", () => {
    assert.deepEqual(says({}), []);
    assert.deepEqual(says({ privileged: undefined }), []);
  });

  it("refuses a privileged container", () => {
    assert.deepEqual(
      says({ privileged: true }),
      finds("privileged must be false, got true; it is root on the host"),
    );
  });

  it("refuses a device of the host", () => {
    assert.deepEqual(
      says({ devices: [{ hostPath: "/dev/mem" }] }),
      finds("devices must be empty, got /dev/mem; remove them"),
    );
    assert.deepEqual(
      says({ deviceCgroupRules: ["c 1:3 mr"] }),
      finds("devices must be empty, got c 1:3 mr; remove them"),
    );
    assert.deepEqual(
      says({ gpus: "all" }),
      finds("devices must be empty, got a device request; remove them"),
    );
  });
});
