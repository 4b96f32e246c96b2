import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readImageLock } from "../../policies/image-lock.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const entry = (verified: string) => `nginx:\n  name: nginx\n  tag: 1.30.5\n  digest: ${DIGEST}\n${verified}`;
const found = (text: string) => readImageLock(text).get(`nginx:1.30.5@${DIGEST}`);

describe("the lock of the images, as the policies read it", () => {
  it("says of each image whether it was seen, and where that is written", () => {
    assert.deepEqual(found(entry("  verified: true\n")), {
      verified: true,
      at: "stacks/images.lock.yaml:5:13",
    });
    assert.equal(found(`# one\n\n${entry("  verified: false\n")}`)?.at, "stacks/images.lock.yaml:7:13");
  });

  it("takes nothing but `true` for true", () => {
    for (const verified of ["false", '"true"', "yes", "1", "[true]", "{ a: true }", ""])
      assert.equal(found(entry(`  verified: ${verified}\n`))?.verified, false, verified);
  });

  it("points at the entry where nothing is said", () => {
    assert.deepEqual(found(entry("")), { verified: false, at: "stacks/images.lock.yaml:2:3" });
  });

  it("knows no image of a text that is no lock", () => {
    for (const text of ["", "[]", "nginx", "nginx: nginx", "a: [", "- name: nginx"])
      assert.equal(readImageLock(text).get(`nginx:1.30.5@${DIGEST}`), undefined, text);
  });
});
