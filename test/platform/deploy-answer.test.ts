import assert from "node:assert/strict";
import { it } from "node:test";
import type { JournalEntry, JournalEvent } from "../../infra/gate/journal-entries.ts";
import type { SunsetFacts } from "../../infra/gate/sunset.ts";
import { deployAnswer } from "../../scripts/platform/deploy-answer.ts";

const entry = (event: JournalEvent, seq: number): JournalEntry => ({
  time: "2026-11-22T20:00:00Z",
  who: "ana",
  seq,
  ...event,
});
const verdict = {
  what: "verdict",
  stage: "010-percent",
  reasons: ["too few requests"],
  table: ["a line"],
} as const;
const journal = [
  entry({ what: "deploy-finished", stage: "010-percent", v2: 10, changed: true }, 1),
  entry({ ...verdict, kind: "hold" }, 2),
  entry({ ...verdict, kind: "pass", reasons: [] }, 3),
  entry({ what: "deploy-started", from: "010-percent", stage: "025-percent" }, 4),
  entry({ what: "deploy-finished", stage: "025-percent", v2: 25, changed: true }, 5),
];

it("what a deploy came to is read off the lines that it wrote, not off those before", () => {
  assert.deepEqual(deployAnswer(journal, 2), {
    from: "010-percent",
    stage: "025-percent",
    verdict: { kind: "pass", reasons: [], table: ["a line"] },
    sunset: null,
  });
  assert.deepEqual(deployAnswer(journal.slice(0, 2), 1), {
    from: "010-percent",
    stage: "010-percent",
    verdict: { kind: "hold", reasons: ["too few requests"], table: ["a line"] },
    sunset: null,
  });
  assert.deepEqual(deployAnswer(journal.slice(0, 2), 2).verdict, null);
  assert.deepEqual(deployAnswer([], 0), { from: null, stage: null, verdict: null, sunset: null });
});

it("what a deploy to the sunset came to holds every condition with its figure", () => {
  const facts: SunsetFacts = {
    parity: { value: { equal: 300, different: 0 }, reason: null },
    sessions: { value: { left: 2, lastEndsAt: null }, reason: null },
    calls: { value: {}, reason: null },
    clients: { value: null, reason: "prometheus is away" },
  };
  const judged = { stage: "130-sunset", archive: null, unmet: ["sessions", "clients"] as const, facts };
  const line = entry({ what: "sunset-judged", ...judged, unmet: [...judged.unmet] }, 6);
  assert.deepEqual(deployAnswer([...journal, line], 5).sunset, {
    archive: null,
    unmet: ["sessions", "clients"],
    facts,
  });
});
