import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireNonRootUser } from "../../../policies/containers/require-non-root-user.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(requireNonRootUser, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("require-non-root-user", () => {
  it("accepts a user and group in numbers", () => {
    assert.deepEqual(says({}), []);
  });

  it("refuses root", () => {
    for (const user of ["0:0", "0:10011", "10011:0", "00:1"]) {
      assert.deepEqual(says({ user }), finds(`user must not be root, got "${user}"`));
    }
  });

  it("refuses a name, and a user whose group the image decides", () => {
    for (const user of ["root", "redis", "10011", "10011:redis", ""]) {
      assert.deepEqual(says({ user }), finds(`user must be "uid:gid" in numbers, got "${user}"`));
    }
    assert.deepEqual(says({ user: undefined }), finds('user must be "uid:gid" in numbers, got nothing'));
  });

  it("refuses a group that is as good as root", () => {
    assert.deepEqual(
      says({ groupAdds: ["999", "docker"] }),
      finds('groupAdds must not hold "docker"; remove it'),
    );
  });
});
