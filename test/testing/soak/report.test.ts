import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Entry, Write } from "../../../scripts/testing/soak/entry.ts";
import { type SoakReport, soakLines } from "../../../scripts/testing/soak/report.ts";
import { openLog, readLog } from "../../../scripts/testing/soak/write-log.ts";
import { allWriters } from "../../../scripts/testing/soak/writers.ts";

const REPORT: SoakReport = {
  seed: 7,
  seconds: 61.4,
  acknowledged: 20_000,
  refused: 210,
  unknown: 12,
  documents: 900,
  phases: [
    { name: "000-baseline", writes: 10_000, seconds: 30, killed: ["store-v1", "gateway"] },
    { name: "rollback", writes: 10_222, seconds: 31, killed: ["store-v1"] },
  ],
  settledSeconds: 2.34,
  races: { "one app": { acknowledged: 1_000, lost: 300 }, "two apps": { acknowledged: 900, lost: 250 } },
  violations: [],
  frozen: false,
};

describe("the report of a soak", () => {
  it("says in words what was written, killed, lost to races and found", () => {
    assert.deepEqual(soakLines(REPORT), [
      "seed 7: 20,222 writes to 900 documents in 61 s: 20,000 acknowledged, 210 refused, 12 unknown",
      "killed 3 times: gateway 1, store-v1 2",
      "everything was in both stores 2.3 s after the last write, the reading included",
      "careless writers of one app lost 300 of 1,000 acknowledged writes to their own race",
      "careless writers of two apps lost 250 of 900 acknowledged writes to their own race",
      "0 violations",
    ]);
  });

  it("tells that data-sync has frozen", () => {
    assert.ok(
      soakLines({ ...REPORT, frozen: true }).includes(
        "data-sync is FROZEN and carries nothing: npm run sync -- status tells why",
      ),
    );
  });

  it("names the first twenty violations and counts the rest", () => {
    const violations = Array.from({ length: 22 }, () => ({
      document: "offer/1",
      is: "lost" as const,
      says: "w-1 is not in V2, but was acknowledged",
    }));
    const lines = soakLines({ ...REPORT, violations });
    assert.equal(
      lines.filter((line) => line === "  offer/1: lost: w-1 is not in V2, but was acknowledged").length,
      20,
    );
    assert.equal(lines.at(-1), "  and 2 more");
  });
});

describe("the writers' log", () => {
  it("has each line in the file at once, gives all of them back, and never goes on with another log", async () => {
    const dir = mkdtempSync(join(tmpdir(), "ssm-soak-log-"));
    try {
      const file = join(dir, "writes.jsonl");
      const write: Write = {
        writer: "w",
        n: 1,
        group: "alone",
        kind: "offer",
        id: "1",
        list: "first",
        does: "create",
        mark: "w-1",
        after: null,
      };
      const log = openLog(file);
      log.before(write);
      assert.match(readFileSync(file, "utf8"), /"mark":"w-1"/);
      log.after(write, "acknowledged");
      log.close();
      const lines: Entry[] = [];
      for await (const line of readLog(file)) lines.push(line);
      assert.deepEqual(lines, [write, { writer: "w", n: 1, is: "acknowledged" }]);
      assert.throws(() => openLog(file), /EEXIST/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

describe("the writers", () => {
  it("have names of their own, and share documents only in pairs of which one half writes another list or is careless", () => {
    const writers = allWriters("x");
    assert.equal(new Set(writers.map(({ name }) => name)).size, writers.length);
    for (const [documents, sharing] of Map.groupBy(writers, (writer) => writer.documents)) {
      const [first] = sharing;
      if (first?.group === "alone") assert.equal(sharing.length, 1, documents);
      else assert.equal(sharing.length, 2, documents);
      if (first?.group === "together")
        assert.deepEqual(
          sharing.map(({ release, list }) => `${release} ${list}`),
          ["v1 first", "v2 second"],
        );
    }
    assert.ok(writers.some(({ release }) => release === "v2"));
  });
});
