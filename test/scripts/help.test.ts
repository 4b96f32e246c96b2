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

  for (const file of ["down.ts", "rollback-v1.ts", "snapshot.ts", "heal.ts", "deploy-v2.ts"])
    it(`that changes the platform names in --help how it can end, failed with nothing changed too: ${file}`, async (t) => {
      const { out } = await runCommandFile(t, file, ["--help"]);
      assert.match(out, /^exit codes: 0 .*, 1 .*(?:\n.*)?\b4 /m);
    });

  it("of snapshots says which word takes the newest, and that two copies are not of one moment", async (t) => {
    const { out } = await runCommandFile(t, "snapshot.ts", ["--help"]);
    assert.match(out, /verify takes the newest by default/);
    assert.match(out, /copies both stores within 4 s, /);
  });
});
