import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inputOf } from "../support/plans.ts";

const input = (message: string) => ({ name: "InputError", message });

describe("what a plan is made of", () => {
  it("is what the place's file says, unless something else is wanted", () => {
    assert.equal(inputOf().stage.name, "000-baseline");
    assert.equal(inputOf({ stage: "050-percent" }).stage.v2, 50);
    assert.deepEqual([inputOf().instance, inputOf({ instance: "beside" }).instance], ["lab", "beside"]);
  });

  it("holds the names of all stages in order", () => {
    const { ladder } = inputOf();
    assert.deepEqual([ladder[0], ladder.at(-1), ladder.length], ["000-baseline", "130-sunset", 7]);
  });

  it("takes the lab's images from whoever built them, and production's from the lock file", () => {
    assert.deepEqual(inputOf({ images: { nginx: "x:1" } }).images, { nginx: "x:1" });
    assert.match(
      inputOf({ place: "production", images: { nginx: "x:1" } }).images.nginx ?? "",
      /^nginx:[\d.]+@sha256:[0-9a-f]{64}$/,
    );
  });

  it("refuses a stage that does not exist, and names the one that was meant", () => {
    const all = "000-baseline, 010-percent, 025-percent, 050-percent, 075-percent, 100-percent or 130-sunset";
    assert.throws(
      () => inputOf({ stage: "025-precent" }),
      input(`stage must be ${all}, got "025-precent"; did you mean 025-percent?`),
    );
    assert.throws(() => inputOf({ stage: "x" }), input(`stage must be ${all}, got "x"`));
  });

  it("refuses a place that does not exist", () => {
    assert.throws(
      () => inputOf({ place: "labb" }),
      input('place must be lab or production, got "labb"; did you mean lab?'),
    );
  });

  it("refuses an instance and a slot that no engine could hold", () => {
    assert.throws(
      () => inputOf({ instance: "My Lab", slot: 12 }),
      input(
        'instance must be a lower-case letter and at most 20 more letters, digits or hyphens, got "My Lab"; write for example lab\n' +
          "slot must be a whole number from 0 to 11, got 12",
      ),
    );
  });
});
