import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbidNewPrivileges } from "../../../policies/containers/forbid-new-privileges.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(forbidNewPrivileges, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("forbid-new-privileges", () => {
  it("accepts the switch in every spelling of Docker", () => {
    for (const option of ["no-new-privileges", "no-new-privileges:true", "no-new-privileges=true"]) {
      assert.deepEqual(says({ securityOpts: [option] }), []);
    }
  });

  it("refuses a container without the switch", () => {
    assert.deepEqual(
      says({ securityOpts: undefined }),
      finds('securityOpts must hold "no-new-privileges", got nothing'),
    );
  });

  it("refuses to take a protection away", () => {
    for (const option of [
      "seccomp=unconfined",
      "apparmor:unconfined",
      "label=disable",
      "no-new-privileges:false",
    ]) {
      assert.deepEqual(
        says({ securityOpts: ["no-new-privileges", option] }),
        finds(`securityOpts must not hold "${option}", it takes a protection away; remove it`),
      );
    }
  });
});
