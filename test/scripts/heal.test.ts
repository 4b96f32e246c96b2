import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

test("npm run heal -- --unit prints the unit of an instance that is there, and installs nothing", async (t) => {
  const state = mkdtempSync(join(tmpdir(), "state-"));
  t.after(() => rmSync(state, { recursive: true }));
  const unit = () => runCommandFile(t, "heal.ts", ["--unit"], { SSM_STATE_DIR: state });
  assert.deepEqual(await unit(), {
    code: 1,
    out: "",
    error: "heal: there is no instance lab of lab here; `npm start` makes one [SSM-NO-INSTANCE]\n",
  });
  mkdirSync(join(state, "lab", "lab"), { recursive: true });
  const instance = JSON.stringify({ place: "lab", instance: "lab", slot: 0 });
  writeFileSync(join(state, "lab", "lab", "instance.json"), instance);
  const { code, out } = await unit();
  assert.equal(code, 0);
  assert.match(out, /^\[Unit\]\n/);
  assert.ok(out.includes(`\nEnvironment="SSM_STATE_DIR=${state}"\n`));
  assert.match(out, /"heal" "--instance" "lab"\n\n\[Install\]\nWantedBy=docker\.service\n$/);
});
