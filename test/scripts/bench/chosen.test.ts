import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chosenCases } from "../../../scripts/bench/chosen.ts";
import { GROUPS } from "../../../scripts/bench/groups.ts";
import { CASE_NAMES } from "../../../scripts/bench/run-cases.ts";

const wrong = (message: string) => ({ id: "SSM-BENCH", exitCode: 1, message });
const ALL = ["a", "b"];

describe("what npm run bench measures", () => {
  it("is everything, what --only names, or a group", () => {
    assert.deepEqual(chosenCases(undefined, undefined, ALL), ALL);
    assert.deepEqual(chosenCases(undefined, ["b"], ALL), ["b"]);
    assert.deepEqual(chosenCases("data", undefined, ALL), GROUPS.data);
  });

  it("refuses a group that is none, naming the groups", () => {
    for (const group of ["sync", "constructor"])
      assert.throws(
        () => chosenCases(group, undefined, ALL),
        wrong(`there is no group "${group}": expected data, or cases with --only`),
      );
  });

  it("refuses a case that is none, naming the cases", () => {
    assert.throws(
      () => chosenCases(undefined, ["b", "c", "d"], ALL),
      wrong('--only takes a, b, got "c", "d"'),
    );
  });

  it("refuses a group beside cases", () => {
    assert.throws(
      () => chosenCases("data", ["a"], ALL),
      wrong("name a group or cases with --only, not both"),
    );
  });

  it("has groups of cases that there are", () => {
    for (const name of Object.values(GROUPS).flat()) assert.ok(CASE_NAMES.includes(name), name);
  });
});
