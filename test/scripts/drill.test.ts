import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

describe("npm run drill", () => {
  it("says what it would set, in plain units", async (t) => {
    const args = ["v2", "--latency", "200ms", "--errors", "8%", "--wrong", "8.5%", "--crash", "--dry-run"];
    assert.deepEqual(await runCommandFile(t, "drill.ts", args), {
      code: 0,
      out: 'would set v2: {"latencyMs":200,"errorRate":0.08,"wrongRate":0.085,"crash":true}\n',
      error: "",
    });
  });

  it("refuses an app, a share and a lack of anything to do before it looks for an engine", async (t) => {
    const refusals: readonly (readonly [readonly string[], string])[] = [
      [["v3", "--crash"], 'expected one of v1, v2, nexten, got "v3" [SSM-DRILL]'],
      [["v2"], "say what to do: --latency, --errors, --wrong, --crash or --off [SSM-DRILL]"],
      [
        ["v2", "--errors", "8%", "--crash", "--off"],
        "--off ends every drill of the app and stands alone, got --errors, --crash beside it; leave one or the other out [SSM-DRILL]",
      ],
      [
        ["v2", "--errors", "8"],
        '--errors must be a percentage from 0% to 100%, got "8"; the unit is missing, did you mean 8%? [SSM-DRILL]',
      ],
      [
        ["v2", "--errors", "0.08"],
        '--errors must be a percentage from 0% to 100%, got "0.08"; the unit is missing, did you mean 8% or 0.08%? [SSM-DRILL]',
      ],
      ...["soon", "-1s", "0ms"].map(
        (text) =>
          [
            ["v2", "--latency", text],
            `--latency must be a duration longer than 0, got "${text}"; write for example 200ms [SSM-DURATION]`,
          ] as const,
      ),
      [
        ["v2", "--latency", "200"],
        '--latency must be a duration longer than 0, got "200"; the unit is missing, did you mean 200ms? [SSM-DURATION]',
      ],
    ];
    for (const [args, message] of refusals)
      assert.deepEqual(await runCommandFile(t, "drill.ts", args), {
        code: 1,
        out: "",
        error: `drill: ${message}\n`,
      });
  });
});
