import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pinImages } from "../../../policies/containers/pin-images.ts";
import { judge } from "../judge.ts";
import { compliant, spoiledContainer } from "./compliant.ts";

const inLab = [{ label: "supersmartmatch.place", value: "lab" }];
const finds = (image: string) => [
  `container production-v1: image must end in @sha256: and 64 hex digits, got "${image}"; take it from stacks/images.lock.yaml`,
];

describe("pin-images", () => {
  it("accepts an image by digest", () => {
    assert.deepEqual(judge(pinImages, spoiledContainer({})), []);
  });

  it("accepts images of its own in the lab", () => {
    assert.deepEqual(judge(pinImages, spoiledContainer({ image: "lab-v1", labels: inLab }, "lab")), []);
  });

  it("refuses a tag, a short digest and one of another kind", () => {
    for (const image of [
      "example/v1:1.0",
      "example/v1@sha256:0123",
      compliant.image.replace("sha256", "sha512"),
      `${compliant.image}0`,
    ]) {
      assert.deepEqual(judge(pinImages, spoiledContainer({ image })), finds(image));
    }
  });

  it("refuses a tag when only the label or only the stack is the lab's", () => {
    assert.deepEqual(judge(pinImages, spoiledContainer({ image: "lab-v1", labels: inLab })), finds("lab-v1"));
    assert.deepEqual(judge(pinImages, spoiledContainer({ image: "lab-v1" }, "lab")), finds("lab-v1"));
    assert.deepEqual(
      judge(pinImages, spoiledContainer({ image: "lab-v1", labels: undefined }, "lab")),
      finds("lab-v1"),
    );
  });
});
