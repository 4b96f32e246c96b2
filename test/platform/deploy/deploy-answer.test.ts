import assert from "node:assert/strict";
import { it } from "node:test";
import type { JournalEntry, JournalEvent } from "../../../infra/gate/journal-entries.ts";
import type { SunsetFacts } from "../../../infra/gate/sunset.ts";
import { deployAnswer, heldBack } from "../../../scripts/platform/deploy/deploy-answer.ts";
import { contextOf, stageOf } from "../../support/context.ts";

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

it("a stage that is held back is told with the command that goes on, by what holds it", async (t) => {
  const context = await contextOf(t);
  const said = (events: readonly JournalEntry[], stage: string) => {
    const { id, exitCode, message } = heldBack(events, stageOf(context, stage));
    return [id, exitCode, message];
  };
  const end = "npm run rollback-v1 goes back";
  assert.deepEqual(said(journal, "050-percent"), [
    "SSM-HELD",
    2,
    `025-percent is held, see the reasons above, so 050-percent was not applied\nit goes on serving; npm run deploy-v2 -- 50 tries again, ${end}`,
  ]);
  const reached = entry({ what: "deploy-finished", stage: "100-percent", v2: 100, changed: true }, 6);
  assert.match(String(said([...journal, reached], "130-sunset")[2]), /npm run deploy-v2 -- 130-sunset tries/);
  const failed = entry({ what: "deploy-failed", stage: "025-percent", changed: true, reason: "x" }, 6);
  assert.deepEqual(said([...journal, failed], "050-percent"), [
    "SSM-HELD",
    2,
    `025-percent is held, so 050-percent was not applied: the deploy of 025-percent at 2026-11-22T20:00:00Z failed half-way\nit goes on serving; npm run heal puts it right, ${end}`,
  ]);
});
