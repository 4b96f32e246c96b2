import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { replayFlags, replayOf, replayWords } from "../../../scripts/platform/snapshots/replay.ts";

const NOW = new Date("2026-11-26T12:00:00.000Z");
const SNAPSHOT = { id: "a", takenAt: "2026-11-26T01:00:00.000Z" };
const refused = (message: string) => ({ id: "SSM-REPLAY", exitCode: 1, message });

describe("which writes since a snapshot are made again", () => {
  it("is none without the options", () => {
    assert.equal(replayOf({}, SNAPSHOT, NOW), null);
    assert.equal(replayOf({}, null, NOW), null);
    assert.equal(replayFlags(null), "");
  });

  it("is what they say, and the next command says it again", () => {
    const both = replayOf({ exclude: "v2", until: "2026-11-26T03:00:00+01:00" }, SNAPSHOT, NOW);
    assert.deepEqual(both, { exclude: "v2", until: new Date("2026-11-26T02:00:00Z") });
    assert.equal(replayFlags(both), " --exclude v2 --until 2026-11-26T02:00:00.000Z");
    assert.deepEqual(replayWords({ exclude: "v2", until: new Date(5) }), ["v2", "5"]);
    assert.deepEqual(replayWords({ exclude: null, until: null }), ["-", "-"]);
  });

  it("is refused with every mistake at once: what is expected, what was found, what to do", () => {
    const all = { exclude: "V2", until: "02:00" };
    assert.throws(
      () => replayOf(all, SNAPSHOT, NOW),
      refused(
        '--exclude: expected v1 or v2, whose app\'s writes are left out, got "V2"\n--until: expected a moment with its zone, such as 2026-11-26T12:00:00.000Z, got "02:00"',
      ),
    );
    assert.throws(
      () => replayOf({ until: "2026-11-26T00:59:59Z" }, SNAPSHOT, NOW),
      refused(
        "--until: expected a moment after the snapshot a of 2026-11-26T01:00:00.000Z, got 2026-11-26T00:59:59Z; an earlier snapshot: npm run snapshot -- list",
      ),
    );
    assert.throws(
      () => replayOf({ until: "2026-11-26T12:00:01Z" }, SNAPSHOT, NOW),
      refused(
        "--until: expected a moment that is past (it is 2026-11-26T12:00:00.000Z), got 2026-11-26T12:00:01Z; leave it out to replay everything",
      ),
    );
    for (const until of ["2026-11-26T02:00:00", "2026-13-26T02:00:00Z", "yesterday", ""])
      assert.throws(() => replayOf({ until }, SNAPSHOT, NOW), { id: "SSM-REPLAY" });
  });

  it("is refused without a snapshot", () => {
    assert.throws(
      () => replayOf({ exclude: "v2" }, null, NOW),
      refused(
        "--exclude and --until say which writes since a snapshot are made again; say which one: --restore-data <snapshot> of rollback-v1, or snapshot restore <id>",
      ),
    );
  });
});
