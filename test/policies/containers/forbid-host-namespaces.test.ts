import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbidHostNamespaces } from "../../../policies/containers/forbid-host-namespaces.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(forbidHostNamespaces, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("forbid-host-namespaces", () => {
  it("accepts a container with namespaces of its own", () => {
    assert.deepEqual(says({}), []);
    assert.deepEqual(says({ networkMode: "none", ipcMode: "private" }), []);
  });

  it("refuses every namespace of the host", () => {
    for (const namespace of ["networkMode", "pidMode", "ipcMode", "usernsMode", "cgroupnsMode"]) {
      assert.deepEqual(
        says({ [namespace]: "host" }),
        finds(`${namespace} must be the container's own, got "host"; remove it`),
      );
    }
  });

  it("refuses the namespace of another container", () => {
    assert.deepEqual(
      says({ pidMode: "container:production-gateway" }),
      finds('pidMode must be the container\'s own, got "container:production-gateway"; remove it'),
    );
  });
});
