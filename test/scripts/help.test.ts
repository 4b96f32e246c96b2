import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCommandFile } from "../support/run-command.ts";
import { codeBelow } from "../support/sources.ts";

/** Every file that `node scripts/run.mjs NAME` can be asked for. */
const commands = codeBelow("scripts")
  .flatMap((path) => /^scripts\/([a-z0-9-]+\.(?:ts|mjs))$/.exec(path)?.[1] ?? [])
  .filter((file) => file !== "run.mjs");

describe("every command", () => {
  for (const file of commands)
    it(`answers --help and changes nothing: ${file}`, async (t) => {
      const { code, out, error } = await runCommandFile(t, file, ["--help"]);
      assert.deepEqual([code, error], [0, ""]);
      assert.match(out, /^(usage: npm run |Usage: |Writes )/);
      if (out.startsWith("Usage: ")) assert.ok(out.startsWith(`Usage: ${file.replace(".ts", "")} `));
    });
});
