import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failure, failureLines, NOT_TRIED, NOTHING } from "../../scripts/testing/tally.ts";

const COMMAND =
  "a story > a part\nAssertionError: expected exit code 0, got 2\nheld: p95\n    at f (x.ts:1:1)";

describe("failureLines", () => {
  it("tells nothing of nothing, and one failure once", () => {
    assert.deepEqual(failureLines(NOTHING), []);
    assert.deepEqual(failureLines(failure("lint\nbad")), ["\nfailure 1: lint\nbad"]);
  });

  it("ends with what failed of itself: its name, the beginning and the end of its reason", () => {
    const untried = `a story > the next part\nError: ${NOT_TRIED} a part`;
    const failures = [COMMAND, untried, "another\nError: gone\n    at g (y.ts:2:2)"];
    assert.deepEqual(failureLines({ ...NOTHING, failures }).slice(3), [
      "\n2 in short, and 1 not tried after one of them:",
      "a story > a part\n  AssertionError: expected exit code 0, got 2\n  held: p95",
      "another\n  Error: gone",
    ]);
  });
});
