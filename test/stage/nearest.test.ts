import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alternatives, nearest } from "../../infra/stage/nearest.ts";

describe("nearest", () => {
  it("finds the word that was meant", () => {
    const known = ["hold", "gate", "errorRate", "accuracyGain"];
    assert.equal(nearest("hodl", known), "hold");
    assert.equal(nearest("ErrorRate", known), "errorRate");
    assert.equal(nearest("accuracy_gain", known), "accuracyGain");
  });

  it("suggests nothing rather than nonsense", () => {
    assert.equal(nearest("colour", ["hold", "gate"]), null);
    assert.equal(nearest("hold", []), null);
  });
});

describe("alternatives", () => {
  it("reads as a sentence does, in another language too", () => {
    const lists = [[], ["a"], ["a", "b"], ["a", "b", "c"]];
    assert.deepEqual(
      lists.map((words) => alternatives(words)),
      ["", "a", "a or b", "a, b or c"],
    );
    assert.equal(alternatives(["a", "b", "c"], "ou"), "a, b ou c");
  });
});
