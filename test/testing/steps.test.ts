import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTestSteps } from "../../scripts/testing/steps.ts";
import { add, countsText, failure, NOTHING } from "../../scripts/testing/tally.ts";

describe("the steps of npm test", () => {
  const told = async (colour: boolean): Promise<{ lines: string[]; closing: string }> => {
    const lines: string[] = [];
    const report = (line: string) => lines.push(line.replace(/in [\d.]+ s/, "in TIME"));
    const steps = createTestSteps({ report, colour, total: 3 });
    await steps.run("lint", async () => NOTHING);
    await steps.run("unit tests", async () => ({
      passed: 4,
      skipped: ["it waits: no engine"],
      failures: ["one is wrong"],
    }));
    await steps.run("live tests", () => Promise.reject(new Error("no engine")));
    steps.note(failure("the lock"));
    return { lines, closing: countsText(steps.tally()) };
  };

  it("are shown with their counts, and one that failed stops no other", async () => {
    const { lines, closing } = await told(false);
    assert.deepEqual(lines, [
      "[1/3] ok lint in TIME",
      "[2/3] FAILED unit tests in TIME: 4 passed, 1 failed",
      "  skipped: it waits: no engine",
      "[3/3] FAILED live tests in TIME",
    ]);
    assert.equal(closing, "4 passed, 3 failed");
  });

  it("are coloured only where that is wanted", async () => {
    const { lines } = await told(true);
    assert.equal(lines[0], "[1/3] \u001b[32mok\u001b[0m lint in TIME");
    assert.equal(lines[3], "[3/3] \u001b[31mFAILED\u001b[0m live tests in TIME");
  });
});

describe("the closing line", () => {
  it("counts what passed and what failed", () => {
    assert.equal(countsText(add({ ...NOTHING, passed: 12 }, failure("x"))), "12 passed, 1 failed");
  });
});
