import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { candidates } from "../../scripts/completion/candidates.ts";
import { lookAtKnown } from "../../scripts/completion/known.ts";
import { ownFolder } from "../support/own-folder.ts";

const [OLD, NEW] = ["20261126T010000000Z", "20261126T020000000Z"];
const words = (...typed: string[]) => candidates(typed, lookAtKnown(typed)).map(({ word }) => word);

describe("snapshots at the Tab key", () => {
  it("are those of the instance that is meant, the newest first, where a command takes one", (t) => {
    const state = ownFolder(t, "SSM_STATE_DIR");
    for (const [instance, id] of [
      ["lab", OLD],
      ["lab", NEW],
      ["blue", OLD],
    ] as const) {
      mkdirSync(join(state, "lab", instance, "snapshots", id), { recursive: true });
      writeFileSync(join(state, "lab", instance, "instance.json"), "{}");
      writeFileSync(join(state, "lab", instance, "snapshots", id, "manifest.json"), "{}");
    }
    mkdirSync(join(state, "lab", "lab", "snapshots", "never-finished"));
    assert.deepEqual(words("snapshot", "verify", ""), [NEW, OLD]);
    assert.deepEqual(words("snapshot", "restore", "20261126T01"), [OLD]);
    assert.deepEqual(words("rollback-v1", "--restore-data", ""), [NEW, OLD]);
    assert.deepEqual(words("rollback-v1", "--restore-data=20261126T01"), [`--restore-data=${OLD}`]);
    assert.deepEqual(words("snapshot", "--instance", "blue", "restore", ""), [OLD]);
    assert.deepEqual(words("snapshot", "--instance=blue", "restore", ""), [OLD]);
    assert.deepEqual(words("rollback-v1", "--exclude", ""), ["v1", "v2"]);
    assert.deepEqual(words("snapshot", ""), ["create", "list", "verify", "restore", "expire"]);
    assert.ok(!words("snapshot", "list", "").includes(NEW));
    assert.deepEqual(words("state", "restore", ""), []);
    mkdirSync(join(state, "lab", "lab", "backups"));
    const copy = "2026-11-25T23-22-38.322Z";
    writeFileSync(join(state, "lab", "lab", "backups", `${copy}.json`), "{}");
    assert.deepEqual(words("state", "restore", ""), ["latest", copy]);
    assert.ok(!words("snapshot", "verify", NEW, "").includes(OLD));
  });

  it("are none, and nothing fails, where there is no folder of them, or no such instance", (t) => {
    const state = ownFolder(t, "SSM_STATE_DIR");
    for (const instance of ["nobody", "../..", ""])
      assert.deepEqual(words("snapshot", "--instance", instance, "restore", ""), []);
    mkdirSync(join(state, "lab", "lab"), { recursive: true });
    writeFileSync(join(state, "lab", "lab", "instance.json"), "{}");
    assert.deepEqual(words("snapshot", "restore", ""), []);
    writeFileSync(join(state, "lab", "lab", "snapshots"), "no folder");
    assert.deepEqual(words("rollback-v1", "--restore-data", ""), []);
  });
});
