import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rollbackTable } from "../../../scripts/platform/rollback/rollback-table.ts";

const DATA = {
  is: "carried",
  documents: 7,
  replayed: 3,
  sessions: 2,
  conflicts: 1,
  deadLetters: 4,
  fenceSeconds: 5.04,
  passSeconds: 0.46,
} as const;
const REPORT = {
  to: "000-baseline",
  trafficSeconds: 0.31,
  data: DATA,
  applySeconds: 9.2,
  totalSeconds: 15.1,
};
const RESTORED = {
  snapshot: "a",
  before: "b",
  restored: 40,
  removed: 3,
  unchanged: 200,
  skipped: 12,
  replay: null,
  backSeconds: 9.04,
  seconds: 12.04,
};

describe("the report of a rollback", () => {
  it("has the seconds of each step and everything that was counted", () => {
    assert.deepEqual(rollbackTable(REPORT, RESTORED), [
      "traffic on V1           0.3 s",
      "V2's app fenced off     5.0 s",
      "last pass               0.5 s  compared 7, of them replayed 3, sessions 2; conflicts 1, skipped as dead letters 4",
      "pulumi up               9.2 s",
      "data restored           9.0 s  keys restored 40, removed 3, unchanged 200; sessions skipped 12",
      "and that proven         3.0 s",
      "in all                 27.1 s",
    ]);
  });

  it("counts the writes since the snapshot that were made again, and that were not", () => {
    const replay = { replayed: 5, leftOut: 4, unclear: 1 };
    const line = rollbackTable(REPORT, { ...RESTORED, replay }).find((row) =>
      row.startsWith("data restored"),
    );
    assert.match(
      line ?? "",
      /; sessions skipped 12; writes since then replayed 5, left out 4; documents left as they are, because the log does not tell all of them: 1$/,
    );
  });

  it("leaves out what was not done, and says of what an older data-sync does not count that nobody knows", () => {
    const { replayed: _replayed, sessions: _sessions, ...older } = DATA;
    const resumed = { ...REPORT, trafficSeconds: null, applySeconds: 0, data: older };
    assert.deepEqual(rollbackTable(resumed, null), [
      "V2's app fenced off     5.0 s",
      "last pass               0.5 s  compared 7, of them replayed ?, sessions ?; conflicts 1, skipped as dead letters 4",
      "in all                 15.1 s",
    ]);
  });
});
