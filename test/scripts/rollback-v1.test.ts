import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { fakeEngine } from "../support/fake-engine.ts";
import { ownFolder } from "../support/own-folder.ts";
import { runCommandFile } from "../support/run-command.ts";

/** What the command comes to on an empty machine. */
async function rollback(t: TestContext, ...args: string[]) {
  ownFolder(t, "SSM_STATE_DIR");
  const { socket } = await fakeEngine(t, {
    instead: ({ path }) => (path.endsWith("/version") ? { status: 200, body: '{"Version":"28.0.0"}' } : null),
  });
  const { code, error } = await runCommandFile(t, "rollback-v1.ts", [
    "--docker-host",
    `unix://${socket}`,
    ...args,
  ]);
  return [code, error.trimEnd().split("\n").at(-1)];
}

describe("npm run rollback-v1", () => {
  it("says of an instance that is not there that it is not, whether it acts or only says what it would do", async (t) => {
    const said = [
      1,
      "rollback-v1: there is no instance nobody of lab here; `npm start` makes one [SSM-NO-INSTANCE]",
    ];
    for (const args of [[], ["--dry-run"]])
      assert.deepEqual(await rollback(t, "--instance", "nobody", ...args), said);
  });

  it("refuses a name that is none as wrong use", async (t) => {
    for (const name of ["../x", ""])
      for (const args of [[], ["--dry-run"]])
        assert.deepEqual(await rollback(t, "--instance", name, ...args), [
          1,
          `rollback-v1: instance must be lower-case letters, digits and dashes, begin with a letter and have at most 21 characters, got ${JSON.stringify(name)} [SSM-BAD-NAME]`,
        ]);
  });

  it("refuses which writes are made again without a snapshot, before anything is changed", async (t) => {
    const said = await rollback(t, "--exclude", "v2");
    assert.match(String(said[1]), /^rollback-v1: --exclude and --until say which writes .* \[SSM-REPLAY\]$/);
    assert.equal(said[0], 1);
  });
});
