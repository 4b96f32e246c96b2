import assert from "node:assert/strict";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { describe, it, type TestContext } from "node:test";
import { requireRoom } from "../../../scripts/platform/instance/room.ts";

const MB = 1024 * 1024;

function withLeft(t: TestContext, megabytes: number): void {
  const of = fs.statfsSync(tmpdir());
  t.mock.method(fs, "statfsSync", () => ({ ...of, bsize: MB, bavail: megabytes }));
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
}

describe("the room that a change needs", () => {
  it("is asked for before anything is changed", (t) => {
    withLeft(t, 15);
    assert.throws(() => requireRoom("/state"), {
      id: "SSM-NO-SPACE",
      exitCode: 4,
      message:
        "the disk is full (/state has 15 MB left, a change needs 16 MB); the platform goes on serving. Make room, then run the same command again; npm run kill-switch needs no room",
    });
  });

  it("is there with 16 MB", (t) => {
    withLeft(t, 16);
    assert.doesNotThrow(() => requireRoom("/state"));
  });
});
