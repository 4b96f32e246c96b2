import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { problemsOf, STACKS } from "./spoiled.ts";

const FILE = "stages/025-percent.yaml";
const TEXT = readFileSync(join(STACKS, FILE), "utf8");

describe("the mistakes of a file", () => {
  it("are told once where one number breaks two rules", () => {
    assert.deepEqual(problemsOf({ [FILE]: ["minRequests: 375", "minRequests: 99999999999999999999999"] }), [
      `stacks/${FILE}:9:16: gate.minRequests must be a whole number from 1 to 100000000, got 1e+23; write for example 375`,
    ]);
  });

  it("are listed up to a hundred, and the others are counted", () => {
    const keys = Array.from({ length: 150 }, (_, index) => `key-${index}: 1\n`).join("");
    const told = problemsOf({ [FILE]: TEXT + keys });
    assert.equal(told.length, 101);
    assert.equal(
      told.at(-1),
      `stacks/${FILE}:${TEXT.split("\n").length + 99}:1: 50 more mistakes are not listed; correct these first`,
    );
  });
});
