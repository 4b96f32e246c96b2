import assert from "node:assert/strict";
import { test } from "node:test";
import { carrySeconds } from "../../../scripts/bench/cases/carry.ts";

test("the typical offer is carried either way, five times after one that does not count", () => {
  for (const from of ["v1", "v2"] as const) {
    const seconds = carrySeconds(from, 2);
    assert.equal(seconds.length, 5);
    for (const value of seconds) assert.ok(value > 0 && value < 1);
  }
});
