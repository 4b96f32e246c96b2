import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseDuration } from "../../../scripts/platform/command/durations.ts";

describe("a time on the command line", () => {
  it("is given with its unit", () => {
    assert.deepEqual(
      ["30s", "1h30m", "200ms", "2d"].map((text) => parseDuration("--hold", text)),
      [30, 5_400, 0.2, 172_800],
    );
  });

  it("is refused with the option's name and an example", () => {
    const refused = (text: string, found: string, fix = "write for example 10m") => {
      assert.throws(() => parseDuration("--hold", text), {
        id: "SSM-DURATION",
        exitCode: 1,
        message: `--hold must be a duration longer than 0, got ${found}; ${fix}`,
      });
    };
    refused("", '""');
    refused("soon", '"soon"');
    refused("0s", '"0s"');
    refused("-30s", '"-30s"');
  });
});
