import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runScript } from "../support/run-script.ts";

describe("npm run drill", () => {
  it("says what it would set, in plain units", async () => {
    const args = ["v2", "--latency", "200ms", "--errors", "8%", "--wrong", "8.5%", "--crash", "--dry-run"];
    assert.deepEqual(await runScript("drill.ts", args), {
      code: 0,
      out: 'would set v2: {"latencyMs":200,"errorRate":0.08,"wrongRate":0.085,"crash":true}\n',
      error: "",
    });
  });

  it("refuses a share without its unit before it looks for an engine", async () => {
    assert.deepEqual(await runScript("drill.ts", ["v2", "--errors", "8"]), {
      code: 1,
      out: "",
      error:
        'drill: --errors must be a percentage from 0% to 100%, got "8"; the unit is missing, did you mean 8%? [SSM-DRILL]\n',
    });
  });
});
