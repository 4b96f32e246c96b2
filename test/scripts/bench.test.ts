import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

describe("npm run bench", () => {
  it("refuses a group that is none, and says which there are", async (t) => {
    const { code, error } = await runCommandFile(t, "bench.ts", ["sunset"]);
    assert.equal(code, 1);
    assert.equal(
      error,
      'bench: there is no group "sunset": expected data, or cases with --only [SSM-BENCH]\n',
    );
  });

  it("writes no figures of a quick run", async (t) => {
    const { code, error } = await runCommandFile(t, "bench.ts", ["data", "--quick", "--write"]);
    assert.equal(code, 1);
    assert.equal(error, "bench: --write needs whole repetitions: leave out --quick [SSM-BENCH]\n");
  });
});
