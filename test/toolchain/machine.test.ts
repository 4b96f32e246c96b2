import assert from "node:assert/strict";
import { test } from "node:test";
import { findProgram, readRelease } from "../../scripts/toolchain/machine.ts";

test("Debian, Ubuntu and their relatives are told by os-release", () => {
  assert.deepEqual(readRelease('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n'), {
    id: "debian",
    debian: true,
  });
  assert.deepEqual(readRelease('ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n'), {
    id: "ubuntu",
    debian: true,
  });
  assert.deepEqual(readRelease('ID=linuxmint\nID_LIKE="ubuntu debian"\n'), { id: "linuxmint", debian: true });
});

test("other systems and a missing os-release are not Debian", () => {
  assert.deepEqual(readRelease('ID=fedora\nID_LIKE="rhel"\n'), { id: "fedora", debian: false });
  assert.deepEqual(readRelease(""), { id: "unknown", debian: false });
});

test("a program is found on the PATH, and none gives null", () => {
  assert.match(findProgram("sh") ?? "", /\/sh$/);
  assert.equal(findProgram("no-such-program-anywhere"), null);
});
