import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

describe("npm run pr-check", () => {
  for (const args of [
    ["--save-state", "-"],
    ["--state", "a.json"],
  ])
    it(`takes ${args[0]} of one place only`, async (t) => {
      const { code, error } = await runCommandFile(t, "pr-check.ts", args);
      assert.equal(code, 1);
      assert.match(error, /^error: --state and --save-state need --place: a state belongs to one place$/m);
    });

  it("takes no state where it only exports one", async (t) => {
    const args = ["--place", "lab", "--state", "a.json", "--save-state", "b.json"];
    const { code, error } = await runCommandFile(t, "pr-check.ts", args);
    assert.equal(code, 1);
    assert.match(error, /^error: option '--save-state <file>' cannot be used with option '--state <file>'$/m);
  });

  it("refuses before any work what cannot be the folder that it writes to", async (t) => {
    for (const out of [import.meta.filename, `${import.meta.filename}/below`]) {
      const { code, error } = await runCommandFile(t, "pr-check.ts", ["--out", out]);
      assert.equal(code, 1);
      assert.equal(
        error.trim(),
        `pr-check: --out must be a folder, got ${out}: ${import.meta.filename} is a file [SSM-USAGE]`,
      );
    }
  });

  it("commits the state of no other instance than everybody's", async (t) => {
    const args = ["--place", "lab", "--save-state", "-"];
    const { code, error } = await runCommandFile(t, "pr-check.ts", args, { SSM_INSTANCE: "mine" });
    assert.equal(code, 1);
    assert.match(
      error,
      /^error: stacks\/lab\.state\.json is of the instance lab: leave SSM_INSTANCE out, or name another file$/m,
    );
  });
});
