import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { runCommandFile } from "../support/run-command.ts";
import { stateText, writeCopy, writeState } from "../support/states.ts";

/** The state folder of an instance, and the command that acts on it. */
function lab(t: TestContext) {
  const state = mkdtempSync(join(tmpdir(), "state-"));
  t.after(() => rmSync(state, { recursive: true }));
  const dir = join(state, "lab", "lab");
  mkdirSync(dir, { recursive: true });
  const instance = { place: "lab", instance: "lab", slot: 0, dir };
  writeFileSync(join(dir, "instance.json"), JSON.stringify({ place: "lab", instance: "lab", slot: 0 }));
  const run = (...args: string[]) => runCommandFile(t, "state.ts", args, { SSM_STATE_DIR: state });
  return { instance, run };
}

describe("npm run state -- list", () => {
  it("tells of the present state and of every copy, the newest first", async (t) => {
    const { instance, run } = lab(t);
    writeState(instance, "torn");
    const good = writeCopy(instance, 9, stateText("025-percent"));
    writeCopy(instance, 10, "");
    const { code, out } = await run("list");
    assert.equal(code, 0);
    const lines = out.trimEnd().split("\n");
    assert.match(lines[0] ?? "", /^present {19}CORRUPT: it is no JSON: /);
    assert.deepEqual(lines.slice(1), [
      "2026-11-25T10-00-00.000Z  CORRUPT: it is empty, 0 kB",
      `${good}  025-percent, 2 resources, 1 kB`,
    ]);
  });

  it("says when there are none yet", async (t) => {
    assert.equal(
      (await lab(t).run("list")).out,
      "present                   none yet\nthere are no copies yet: every change keeps one\n",
    );
  });

  it("answers a machine with one JSON object", async (t) => {
    const { instance, run } = lab(t);
    const name = writeCopy(instance, 9, stateText("025-percent"));
    const { present, copies } = JSON.parse((await run("list", "--json")).out);
    assert.deepEqual(present, { readable: false, problem: "it is missing" });
    assert.deepEqual(copies, [
      {
        name,
        time: "2026-11-25T09:00:00.000Z",
        bytes: Buffer.byteLength(stateText("025-percent")),
        state: { readable: true, stage: "025-percent", resources: 2 },
      },
    ]);
  });
});

describe("npm run state -- restore", () => {
  it("refuses a copy that is not there before it prepares anything", async (t) => {
    assert.deepEqual(await lab(t).run("restore", "latest"), {
      code: 1,
      out: "",
      error:
        "state: there is no readable copy of the state of lab; see: npm run state -- list [SSM-NO-COPY]\n",
    });
  });

  it("needs a name", async (t) => {
    const { code, error } = await lab(t).run("restore");
    assert.equal(code, 1);
    assert.match(error, /missing required argument 'copy'/);
  });
});
