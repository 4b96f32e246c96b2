import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { containerRule } from "../../policies/container.ts";
import { CONTAINER, labelOf, VOLUME } from "../../policies/resources.ts";
import { judge } from "./judge.ts";

describe("a rule about containers", () => {
  const rule = containerRule("name", "text", ({ image }) => [`image is ${image}`]);

  it("names the container as Docker does, else as pulumi does", () => {
    assert.deepEqual(
      judge(rule, { type: CONTAINER, name: "v1-container", props: { name: "lab-v1", image: "a" } }),
      ["container lab-v1: image is a"],
    );
    assert.deepEqual(judge(rule, { type: CONTAINER, name: "v1-container", props: { image: "a" } }), [
      "container v1-container: image is a",
    ]);
  });

  it("looks at nothing else", () => {
    assert.deepEqual(judge(rule, { type: VOLUME, props: {} }), []);
  });
});

describe("a label", () => {
  it("is found by our own prefix", () => {
    const labels = [
      { label: "service", value: "other" },
      { label: "supersmartmatch.service", value: "v1" },
    ];
    assert.equal(labelOf({ labels }, "service"), "v1");
    assert.equal(labelOf({ labels }, "place"), undefined);
    assert.equal(labelOf({}, "service"), undefined);
  });
});
