import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { definitionOf, everyOption } from "../../scripts/completion/definitions.mjs";
import { runCommandFile } from "../support/run-command.ts";
import { codeBelow, textOf } from "../support/sources.ts";

/** What has no --json, and why a program does without. */
const WITHOUT: Readonly<Record<string, string>> = {
  "completion.ts": "prints a script, which is for a shell",
  "pulumi.ts": "passes its options on to Pulumi, which has --json",
  "record.ts": "writes files for people",
};

const files = codeBelow("scripts")
  .flatMap((path) => /^scripts\/([a-z0-9-]+\.(?:ts|mjs))$/.exec(path)?.[1] ?? [])
  .filter((file) => file !== "run.mjs");

describe("every command", () => {
  it("has --json, or a reason to have none", () => {
    const without = files.filter((file) =>
      everyOption(definitionOf(textOf(`scripts/${file}`))).every(({ name }) => name !== "--json"),
    );
    // The --json that pulumi's help names is Pulumi's.
    assert.deepEqual([...without, "pulumi.ts"].sort(), Object.keys(WITHOUT).sort());
  });

  // What sync refuses is in test/platform/data-sync/sync-use.test.ts: it looks for the instance before its words.
  for (const file of files.filter((name) => WITHOUT[name] === undefined && name !== "sync.ts"))
    it(`answers a mistake in its use with one object where a program asked: ${file}`, async (t) => {
      const words = { "images.ts": ["check"], "state.ts": ["list"] }[file] ?? [];
      const asked = await runCommandFile(t, file, [...words, "--json", "--no-such-option"]);
      assert.equal(asked.code, 1);
      const { error } = JSON.parse(asked.out);
      assert.match(error.id, /^SSM-(USAGE|KILL-USE)$/);
      assert.deepEqual([error.exitCode, asked.out], [1, `${JSON.stringify({ error })}\n`]);
    });

  it("schemas says which files are not current", async (t) => {
    const { code, out, error } = await runCommandFile(t, "schemas.ts", ["--check", "--json"]);
    assert.deepEqual([code, out, error], [0, '{"stale":[]}\n', ""]);
  });

  it("drill says what it would set", async (t) => {
    const args = ["v2", "--errors", "8%", "--dry-run", "--json"];
    assert.deepEqual(await runCommandFile(t, "drill.ts", args), {
      code: 0,
      out: '{"app":"v2","drill":{"errorRate":0.08},"dryRun":true}\n',
      error: "",
    });
  });
});
