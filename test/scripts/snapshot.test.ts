import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { listSnapshots, makeFolder, writeSnapshot } from "../../scripts/platform/snapshots/manifest.ts";
import { fakeEngine } from "../support/fake-engine.ts";
import { runCommandFile } from "../support/run-command.ts";

const SEALED = { bytes: 1_500_000, plainBytes: 9, sha256: "x", iv: "y", tag: "z" };
const TAKEN = "2020-01-01T00:00:00.000Z";

/** An instance with a snapshot, an archive that is overdue, and one that is not. */
async function lab(t: TestContext) {
  const state = mkdtempSync(join(tmpdir(), "state-"));
  t.after(() => rmSync(state, { recursive: true }));
  const dir = join(state, "lab", "lab");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "instance.json"), JSON.stringify({ place: "lab", instance: "lab", slot: 0 }));
  for (const [id, keepUntil] of [
    ["a", null],
    ["b", "2021-01-01T00:00:00.000Z"],
    ["c", "2999-01-01T00:00:00.000Z"],
  ] as const) {
    await makeFolder({ dir }, id);
    const restored = { at: TAKEN, documents: 3, deadLetters: 0, isWhole: true, seconds: 1 };
    const stores = { "store-v1": SEALED, "store-v2": SEALED };
    writeSnapshot({ dir }, { id, stage: "100-percent", takenAt: TAKEN, stores, restored, keepUntil });
  }
  const { socket } = await fakeEngine(t);
  const env = { SSM_STATE_DIR: state, SSM_DOCKER_HOST: `unix://${socket}` };
  const run = (...args: string[]) => runCommandFile(t, "snapshot.ts", args, env);
  const left = async () => (await listSnapshots({ dir })).map(({ id }) => id);
  return { run, left, dir };
}

describe("npm run snapshot -- list", () => {
  it("says of each archive when it must be removed, and of what is overdue how", async (t) => {
    const { out } = await (await lab(t)).run("list");
    const line = (id: string) => `snapshot ${id}: 3.0 MB, 3 documents, restored and compared in 1.0 s`;
    const late = "; its time is over: npm run snapshot -- expire";
    assert.deepEqual(out.trimEnd().split("\n"), [
      `${line("a")}; at 100-percent${late}`,
      `${line("b")}, archive to be removed on 2021-01-01; at 100-percent${late}`,
      `${line("c")}, archive to be removed on 2999-01-01; at 100-percent`,
    ]);
  });
});

describe("npm run snapshot -- list, of a damaged manifest", () => {
  it("names it as unreadable with its path, and to machines in one object that is all of standard output", async (t) => {
    const { run, dir } = await lab(t);
    const file = join(dir, "snapshots", "a", "manifest.json");
    writeFileSync(file, '{"id":');
    const line = `${file} cannot be read, so its snapshot is not listed; it stays until somebody looks`;
    const lines = (await run("list")).out.trimEnd().split("\n");
    assert.deepEqual([lines.length, lines[0]], [3, line]);
    const { out, error } = await run("list", "--json");
    const { snapshots, unreadable } = JSON.parse(out);
    assert.deepEqual(
      snapshots.map(({ id }: { id: string }) => id),
      ["b", "c"],
    );
    assert.deepEqual([unreadable, error], [[file], `${line}\n`]);
  });
});

describe("npm run snapshot -- expire", () => {
  it("removes what is overdue and nothing else, and says so to machines too", async (t) => {
    const { run, left } = await lab(t);
    const { code, out } = await run("expire", "--yes", "--json");
    assert.deepEqual([code, JSON.parse(out)], [0, { dryRun: false, removed: ["a", "b"], overdue: [] }]);
    assert.deepEqual(await left(), ["c"]);
    assert.equal((await run("expire")).out, "to be removed: none; nothing was changed\n");
  });

  it("is rehearsed, and removes nothing that nobody agreed to", async (t) => {
    const { run, left } = await lab(t);
    assert.equal((await run("expire", "--dry-run")).out, "to be removed: a, b; nothing was changed\n");
    assert.deepEqual(await run("expire"), {
      code: 1,
      out: "",
      error: "snapshot: nothing was changed; --yes does not ask [SSM-DECLINED]\n",
    });
    assert.deepEqual(await left(), ["a", "b", "c"]);
  });
});
