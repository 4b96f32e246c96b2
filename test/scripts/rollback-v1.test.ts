import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { readJournal } from "../../scripts/platform/instance/journal.ts";
import { fakeEngine } from "../support/fake-engine.ts";
import { ownFolder } from "../support/own-folder.ts";
import { runCommandFile } from "../support/run-command.ts";
import { runScript } from "../support/run-script.ts";
import { machineWithLab } from "../support/running-command.ts";

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
  return [code, error.replaceAll(socket, "/docker.sock").trimEnd().split("\n").at(-1)];
}

describe("npm run rollback-v1", () => {
  it("says of an instance that is not there that it is not, whether it acts or only says what it would do", async (t) => {
    const said = [
      1,
      "rollback-v1: there is no instance nobody of lab here; `npm start -- --instance nobody --docker-host unix:///docker.sock` makes one [SSM-NO-INSTANCE]",
    ];
    for (const args of [[], ["--dry-run"]])
      assert.deepEqual(await rollback(t, "--instance", "nobody", ...args), said);
  });

  it("tells where there is no gateway what it would do: make one", async (t) => {
    const { env } = await machineWithLab(t, [], ["keeper", "v1"]);
    const { code, out, error } = await runScript("rollback-v1.ts", ["--dry-run"], env);
    assert.deepEqual([code, error], [0, ""]);
    const json = await runScript("rollback-v1.ts", ["--dry-run", "--json"], env);
    assert.equal(JSON.parse(json.out).to, "000-baseline");
    assert.deepEqual(out.split("\n").slice(0, 3), [
      "would, in this order:",
      "  1. run pulumi up from an unknown stage to 000-baseline, which makes the gateway: there is none",
      "  2. throw the kill switch: every request goes to V1 (within 1 s)",
    ]);
  });

  it("has the thrown switch in the journal when it comes to nothing else", async (t) => {
    const { env, dir } = await machineWithLab(t);
    writeFileSync(join(dir, "instance.json"), "{");
    const { code, error } = await runScript("rollback-v1.ts", ["--reason", "V2 is slow"], env);
    assert.equal(code, 5);
    assert.match(
      error,
      /^rollback-v1: traffic is on V1, .*SSM-INSTANCE.*\nfinish with: npm run rollback-v1 \[SSM-ROLLBACK-PARTLY\]\n$/s,
    );
    const { entries } = await readJournal(join(dir, "journal.jsonl"));
    assert.deepEqual(
      entries.map((entry) => entry.what === "kill-switch" && [entry.action, entry.reason]),
      [["on", "V2 is slow"]],
    );
  });

  it("refuses a name that is none as wrong use", async (t) => {
    for (const name of ["../x", ""])
      for (const args of [[], ["--dry-run"]])
        assert.deepEqual(await rollback(t, "--instance", name, ...args), [
          1,
          `rollback-v1: instance must be lower-case letters, digits and dashes, begin with a letter and have at most 21 characters, got ${JSON.stringify(name)} [SSM-BAD-NAME]`,
        ]);
  });

  it("refuses an option with one value that is given twice, before anything is changed", async (t) => {
    const wrong = ["--restore-data", "x", "--exclude", "v1", "--exclude", "v2"];
    assert.deepEqual(await rollback(t, ...wrong), [
      1,
      "rollback-v1: wrong use, nothing was changed; options stand behind a -- of their own: npm run rollback-v1 -- --help [SSM-USAGE]",
    ]);
    const { env, engine } = await machineWithLab(t);
    const asked = ["rollback-v1", "--reason", "a", "--reason", "b"];
    const { code } = await runScript("run.mjs", asked, env);
    assert.deepEqual([code, engine.commands], [1, []]);
  });

  it("refuses which writes are made again without a snapshot, before anything is changed", async (t) => {
    const said = await rollback(t, "--exclude", "v2");
    assert.match(String(said[1]), /^rollback-v1: --exclude and --until say which writes .* \[SSM-REPLAY\]$/);
    assert.equal(said[0], 1);
  });
});
