import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifyImages } from "../../../policies/containers/verify-images.ts";
import { judge } from "../judge.ts";
import { compliant, compliantLock, spoiledContainer } from "./compliant.ts";

const rule = verifyImages(compliantLock);
const inLab = [{ label: "supersmartmatch.place", value: "lab" }];

describe("verify-images", () => {
  it("accepts an image of the lock that was seen in its own registry", () => {
    assert.deepEqual(judge(rule, spoiledContainer({})), []);
  });

  it("accepts images of its own in the lab", () => {
    const image = `lab-v1@sha256:${"0".repeat(64)}`;
    assert.deepEqual(judge(rule, spoiledContainer({ image, labels: inLab }, "lab")), []);
  });

  it("leaves an image without a digest to pin-images", () => {
    assert.deepEqual(judge(rule, spoiledContainer({ image: "example/v1:1.0" })), []);
  });

  it("refuses an image of the lock that was not seen yet, at its place in the file", () => {
    const unseen = verifyImages(
      new Map([[compliant.image, { verified: false, at: "stacks/images.lock.yaml:9:13" }]]),
    );
    assert.deepEqual(judge(unseen, spoiledContainer({})), [
      `container production-v1: stacks/images.lock.yaml:9:13: ${compliant.image} was not seen in its own registry yet; run npm run images -- check --write where that can be reached`,
    ]);
  });

  it("refuses an image that differs from the lock's in name, tag or digest", () => {
    for (const image of [
      compliant.image.replace("example", "exampie"),
      compliant.image.replace(":1.0", ":1.1"),
      compliant.image.replace(/.$/, "0"),
    ])
      assert.deepEqual(judge(rule, spoiledContainer({ image })), [
        `container production-v1: image must be one of stacks/images.lock.yaml, got "${image}"; take it from there`,
      ]);
  });

  it("refuses an image that was not seen when only the label or only the stack is the lab's", () => {
    const image = `lab-v1@sha256:${"0".repeat(64)}`;
    for (const example of [
      spoiledContainer({ image, labels: inLab }),
      spoiledContainer({ image }, "lab"),
      spoiledContainer({ image, labels: undefined }, "lab"),
    ])
      assert.equal(judge(rule, example).length, 1);
  });
});
