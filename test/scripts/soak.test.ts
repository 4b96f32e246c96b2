import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

describe("npm run soak", () => {
  it("tells its phases and kills beforehand, which follow from the seed", async (t) => {
    const args = ["--dry-run", "--seed", "7", "--writes", "5000", "--kills", "4"];
    const { code, out } = await runCommandFile(t, "soak.ts", args);
    assert.equal(code, 0);
    const [first, ...phases] = out.trimEnd().split("\n");
    assert.equal(first, "seed 7: would write 5000 times in 7 phases, and kill 4 times:");
    assert.deepEqual(
      phases.map((line) => line.split(":")[0]?.trim()),
      ["000-baseline", "010-percent", "025-percent", "050-percent", "075-percent", "100-percent", "rollback"],
    );
    for (const service of ["data-sync", "gateway", "store-v1", "store-v2"])
      assert.match(out, new RegExp(`${service} at \\d+ %`));
    assert.equal((await runCommandFile(t, "soak.ts", args)).out, out);
  });

  it("refuses numbers that are none before it prepares anything", async (t) => {
    const refusals = [
      [["--writes", "many"], '--writes must be a whole number from 1000 to 999999999, got "many"'],
      [["--writes", "999"], '--writes must be a whole number from 1000 to 999999999, got "999"'],
      [["--kills", "-1"], '--kills must be a whole number from 0 to 999999999, got "-1"'],
      [["--seed", "1.5"], '--seed must be a whole number from 0 to 999999999, got "1.5"'],
      [["--minutes", "0"], '--minutes must be a whole number from 1 to 999999999, got "0"'],
    ] as const;
    for (const [args, message] of refusals)
      assert.deepEqual(await runCommandFile(t, "soak.ts", args), {
        code: 1,
        out: "",
        error: `soak: ${message} [SSM-SOAK]\n`,
      });
  });
});
