import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forecastRestore, restoreStep } from "../../../scripts/platform/rollback/restore-forecast.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";
import { FROZEN } from "../../support/frozen.ts";

const FOUND = {
  snapshot: "a",
  before: null,
  restored: 4,
  removed: 2,
  unchanged: 90,
  skipped: 3,
  replay: null,
  backSeconds: 7.04,
  seconds: 7.04,
};
const FORECAST = {
  snapshot: "a",
  takenAt: "2026-11-26T01:00:00.000Z",
  found: FOUND,
  frozen: null,
  snapshotSeconds: 5.5,
};

const SEALED = { bytes: 1, plainBytes: 1, sha256: "x", iv: "y", tag: "z" };
const SNAPSHOT = {
  id: "a",
  stage: null,
  takenAt: FORECAST.takenAt,
  stores: { "store-v1": SEALED, "store-v2": SEALED },
  restored: null,
  keepUntil: null,
};

describe("what a restore after a rollback would do", () => {
  it("is told as a step: how many documents, how long, and where that is known from", () => {
    assert.equal(
      restoreStep(FORECAST),
      "restore snapshot a of 2026-11-26T01:00:00.000Z: write 4 documents, remove 2 newer ones, leave 90 as they are and 3 sessions alone; about 13 s and what the writing takes: 7.0 s for the look that counted these, 5.5 s for a snapshot of what is there now, as long as this one's test restore took",
    );
  });

  it("says what it does not know while data-sync does not run", async (t) => {
    const context = await contextOf(t, { containers: [partOf("data-sync", { state: "exited" })] });
    const { signal } = new AbortController();
    const told = await forecastRestore(context, SNAPSHOT, null, signal);
    assert.deepEqual(told, { ...FORECAST, found: null, snapshotSeconds: null });
    assert.equal(
      restoreStep(told),
      "restore snapshot a of 2026-11-26T01:00:00.000Z: an unknown number of documents, for data-sync does not run and nobody else can look; nothing tells how long",
    );
  });

  it("is nothing while data-sync is frozen: the rollback is made, and the commands for afterwards are told", async (t) => {
    const run = () => ({ code: 2, output: JSON.stringify(FROZEN) });
    const context = await contextOf(t, { containers: [partOf("data-sync")], run });
    const { signal } = new AbortController();
    const told = await forecastRestore(context, SNAPSHOT, null, signal);
    assert.deepEqual(told, { ...FORECAST, found: null, frozen: "by hand", snapshotSeconds: null });
    assert.equal(
      restoreStep(told),
      "not restore snapshot a, for data-sync is frozen (by hand); after the rollback: npm run sync -- unfreeze, then npm run rollback-v1 -- --resume, then npm run snapshot -- restore a",
    );
    assert.deepEqual(context.engine.commands, ["lab-data-sync-id: node /app/main.mjs status"]);
  });
});
