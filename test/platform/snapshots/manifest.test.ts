import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { snapshotKey } from "../../../scripts/platform/snapshots/key.ts";
import {
  keepOnly,
  listSnapshots,
  makeFolder,
  type Snapshot,
  snapshotId,
  snapshotNamed,
  snapshotPath,
  writeSnapshot,
} from "../../../scripts/platform/snapshots/manifest.ts";
import { kept, overdue } from "../../../scripts/platform/snapshots/retention.ts";

const SEALED = { bytes: 10, plainBytes: 9, sha256: "x", iv: "y", tag: "z" };
const RESTORED = { at: "2026-11-26T03:00:00.000Z", documents: 3, deadLetters: 0, isWhole: true, seconds: 1 };
const NOW = new Date("2027-01-01T00:00:00Z");
const snapshot = (
  id: string,
  restored: Snapshot["restored"] = RESTORED,
  keepUntil: string | null = null,
): Snapshot => ({
  id,
  stage: "010-percent",
  takenAt: "2026-11-26T03:00:00.000Z",
  stores: { "store-v1": SEALED, "store-v2": SEALED },
  restored,
  keepUntil,
});
const archive = (id: string, until: string) => snapshot(id, RESTORED, until);

async function instanceWith(t: TestContext, ...snapshots: Snapshot[]) {
  const dir = mkdtempSync(join(tmpdir(), "snapshots-"));
  t.after(() => rmSync(dir, { recursive: true }));
  for (const one of snapshots) {
    await makeFolder({ dir }, one.id);
    writeSnapshot({ dir }, one);
  }
  return { dir };
}

describe("the snapshots of an instance", () => {
  it("are named by their time, so that names sort as they were taken", () => {
    assert.equal(snapshotId(new Date("2026-11-26T03:04:05.678Z")), "20261126T030405678Z");
  });

  it("are listed oldest first; what was never finished is none", async (t) => {
    const instance = await instanceWith(t, snapshot("b"), snapshot("a"));
    await makeFolder(instance, "c");
    await makeFolder(instance, "d");
    writeFileSync(join(snapshotPath(instance, "d"), "manifest.json"), '{"id":');
    assert.deepEqual(
      (await listSnapshots(instance)).map(({ id }) => id),
      ["a", "b"],
    );
    assert.deepEqual(await listSnapshots(await instanceWith(t)), []);
  });

  it("are found by name, the newest without one; a name that is none is refused with those that are", async (t) => {
    const instance = await instanceWith(t, snapshot("a"), snapshot("b"));
    assert.equal((await snapshotNamed(instance, "a")).id, "a");
    assert.equal((await snapshotNamed(instance, undefined)).id, "b");
    const refused = (message: string) => ({ id: "SSM-NO-SNAPSHOT", exitCode: 1, message });
    await assert.rejects(
      snapshotNamed(instance, "../x"),
      refused("there is no snapshot ../x; expected one of a, b"),
    );
    await assert.rejects(
      snapshotNamed(await instanceWith(t), undefined),
      refused("there is no snapshot yet: npm run snapshot -- create"),
    );
  });

  it("are kept by number: the newest that were restored; what was never restored pushes none out and stays as long", () => {
    const all = [snapshot("a"), snapshot("c", null), snapshot("b"), snapshot("d")];
    assert.deepEqual(kept(all, 0, NOW), []);
    assert.deepEqual(kept(all, 1, NOW), ["d"]);
    assert.deepEqual(kept(all, 2, NOW), ["b", "c", "d"]);
    assert.deepEqual(kept(all, 9, NOW), ["a", "b", "c", "d"]);
    assert.deepEqual(kept([snapshot("a"), snapshot("b", null), snapshot("c", null)], 1, NOW), [
      "a",
      "b",
      "c",
    ]);
  });

  it("are kept beside archives, which newer ones do not push out before their date", () => {
    const all = [archive("a", "2027-06-01T00:00:00Z"), snapshot("b"), snapshot("c"), snapshot("d")];
    assert.deepEqual(kept(all, 2, NOW), ["a", "c", "d"]);
    assert.deepEqual(overdue(all, NOW), []);
  });

  it("are overdue with an archive whose date has come, and so is everything older", () => {
    const all = [snapshot("c"), archive("b", "2027-01-01T00:00:00Z"), snapshot("a"), snapshot("A", null)];
    assert.deepEqual(overdue(all, NOW), ["A", "a", "b"]);
    assert.deepEqual(kept(all, 9, NOW), ["c"]);
    assert.deepEqual(overdue(all, new Date(NOW.getTime() - 1)), []);
  });

  it("are not opened any more once they are overdue", async (t) => {
    const instance = await instanceWith(t, snapshot("a"), archive("b", "2027-01-01T00:00:00Z"));
    for (const id of ["a", "b", undefined])
      await assert.rejects(snapshotNamed(instance, id, NOW), {
        id: "SSM-EXPIRED",
        exitCode: 1,
        message: `snapshot ${id ?? "b"} holds personal data whose time is over, so it is not opened; remove it: npm run snapshot -- expire`,
      });
    assert.equal((await snapshotNamed(instance, "b", new Date(0))).keepUntil, "2027-01-01T00:00:00Z");
  });

  it("from before there were archives have no date", async (t) => {
    const instance = await instanceWith(t, snapshot("a"));
    const file = join(snapshotPath(instance, "a"), "manifest.json");
    const { keepUntil: _, ...older } = snapshot("a");
    writeFileSync(file, JSON.stringify(older));
    assert.equal((await snapshotNamed(instance, "a")).keepUntil, null);
  });

  it("are removed with everything that is left of unfinished ones", async (t) => {
    const instance = await instanceWith(t, snapshot("a"), snapshot("b"));
    await makeFolder(instance, "unfinished");
    assert.deepEqual(await keepOnly(instance, ["b"]), ["a", "unfinished"]);
    assert.equal(existsSync(snapshotPath(instance, "a")), false);
    assert.equal(existsSync(snapshotPath(instance, "b")), true);
  });

  it("stay where what is known of them cannot be read", async (t) => {
    const instance = await instanceWith(t, snapshot("a"), snapshot("b"));
    writeFileSync(join(snapshotPath(instance, "a"), "manifest.json"), "{");
    assert.deepEqual(await keepOnly(instance, ["b"]), []);
    assert.equal(existsSync(snapshotPath(instance, "a")), true);
  });
});

describe("the key of the snapshots", () => {
  it("is made once and only its owner reads it", async (t) => {
    const instance = await instanceWith(t);
    const key = await snapshotKey(instance);
    assert.equal(key.length, 32);
    assert.deepEqual(await snapshotKey(instance), key);
    const file = join(instance.dir, "snapshot.key");
    assert.equal(statSync(file).mode & 0o777, 0o400);
    assert.ok(!readFileSync(file, "utf8").includes(key.toString("base64")));
  });

  it("is asked for when it is gone or no key: a new one would open nothing", async (t) => {
    const instance = await instanceWith(t, snapshot("a"));
    const file = join(instance.dir, "snapshot.key");
    const refused = (message: string) => ({
      id: "SSM-SNAPSHOT-KEY",
      exitCode: 1,
      message: `${message}. Put it back from a copy, or move the folder snapshots/ beside it away`,
    });
    await assert.rejects(
      snapshotKey(instance),
      refused(`${file} is gone, and nothing else opens the snapshots that are there`),
    );
    writeFileSync(file, "short\n");
    await assert.rejects(snapshotKey(instance), refused(`${file} must hold 64 hexadecimal digits`));
  });
});
