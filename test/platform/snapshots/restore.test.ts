import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listSnapshots, type Snapshot } from "../../../scripts/platform/snapshots/manifest.ts";
import { restoreLine, restoreSnapshot } from "../../../scripts/platform/snapshots/restore.ts";
import { snapshotLine } from "../../../scripts/platform/snapshots/take.ts";
import { refuseDamaged } from "../../../scripts/platform/snapshots/test-restore.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";
import { FROZEN } from "../../support/frozen.ts";

const SEALED = { bytes: 1_500_000, plainBytes: 9, sha256: "x", iv: "y", tag: "z" };
const SNAPSHOT: Snapshot = {
  id: "20261126T030405678Z",
  stage: null,
  takenAt: "2026-11-26T03:04:05.678Z",
  stores: { "store-v1": SEALED, "store-v2": SEALED },
  restored: { at: "2026-11-26T03:04:09.000Z", documents: 300, deadLetters: 0, isWhole: true, seconds: 4.2 },
  keepUntil: null,
};

describe("what is said of a snapshot", () => {
  it("is its size and its proof", () => {
    assert.equal(
      snapshotLine(SNAPSHOT),
      "snapshot 20261126T030405678Z: 3.0 MB, 300 documents, restored and compared in 4.2 s",
    );
    assert.match(snapshotLine({ ...SNAPSHOT, restored: null }), /NEVER restored: it does not count$/);
    const archive = snapshotLine({ ...SNAPSHOT, keepUntil: "2027-11-26T03:04:05.678Z" });
    assert.match(archive, /compared in 4\.2 s, archive to be removed on 2027-11-26$/);
  });

  it("counts what a restore did, or would do", () => {
    const counts = {
      restored: 2,
      removed: 1,
      unchanged: 297,
      skipped: 3,
      backSeconds: 3,
      seconds: 9.04,
      replay: null,
    };
    assert.equal(
      restoreLine({ snapshot: "a", before: "b", ...counts }),
      "restored 2 documents of snapshot a and removed 1 newer ones; 297 are as they were, 3 sessions are left alone (9.0 s); what was there before is snapshot b",
    );
    assert.equal(
      restoreLine({ snapshot: "a", before: null, ...counts }),
      "would restore 2 documents of snapshot a and remove 1 newer ones; 297 are as they were, 3 sessions are left alone (9.0 s); nothing was changed",
    );
    const replay = { replayed: 5, leftOut: 4, unclear: 1 };
    assert.match(
      restoreLine({ snapshot: "a", before: "b", ...counts, replay }),
      /; writes since then replayed 5, left out 4; documents left as they are, because the log does not tell all of them: 1; 297 are/,
    );
  });
});

describe("a restore", () => {
  it("is refused while data-sync does not run: nobody would carry it to V2", async (t) => {
    const context = await contextOf(t, { containers: [partOf("data-sync", { state: "exited" })] });
    await assert.rejects(restoreSnapshot(context, SNAPSHOT, { dryRun: false, replay: null }), {
      id: "SSM-RESTORE",
      exitCode: 1,
      message: "data-sync does not run, nothing was changed; put it right with npm run heal",
    });
  });

  it("is refused while data-sync is frozen, before anything is touched, and when it only counts", async (t) => {
    const run = () => ({ code: 2, output: JSON.stringify(FROZEN) });
    const context = await contextOf(t, { containers: [partOf("data-sync")], run });
    for (const dryRun of [false, true])
      await assert.rejects(restoreSnapshot(context, SNAPSHOT, { dryRun, replay: null }), {
        id: "SSM-RESTORE",
        exitCode: 1,
        message:
          "data-sync is frozen (by hand) and would carry nothing to V2, nothing was changed; first: npm run sync -- unfreeze",
      });
    assert.deepEqual(
      new Set(context.engine.commands),
      new Set(["lab-data-sync-id: node /app/main.mjs status"]),
    );
    assert.deepEqual(await listSnapshots(context.instance), []);
  });

  it("says which file of a snapshot is missing", async (t) => {
    const { instance } = await contextOf(t);
    await assert.rejects(refuseDamaged(instance, SNAPSHOT), {
      id: "SSM-SNAPSHOT",
      exitCode: 4,
      message: `snapshot ${SNAPSHOT.id} cannot be restored: the file of store-v1 is missing; nothing was changed in the stores`,
    });
  });
});
