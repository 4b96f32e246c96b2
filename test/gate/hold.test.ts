import assert from "node:assert/strict";
import { test } from "node:test";
import { type HistoryPoint, type HoldInput, historyStep, proveHold } from "../../infra/gate/hold.ts";
import type { JournalEntry, JournalEvent } from "../../infra/gate/journal-entries.ts";
import type { Signal } from "../../infra/metrics/stage-questions.ts";
import { measured, TRIGGERS, WINDOWS } from "./healthy.ts";

const T = Date.parse("2026-11-22T12:00:00Z") / 1000;
const HOUR = 3600;
const DAY = 24 * HOUR;

test("a stage that was held, quiet and seen, is over since it was entered", () => {
  assert.deepEqual(proveHold(held()), { kind: "over", since: T });
});

test("a hold that is not over says how much is left and when the next stage may begin", () => {
  assert.deepEqual(proveHold(held({ now: T + HOUR - 12 })), {
    kind: "waiting",
    reasons: ["hold not over: 12s left of 1h, earliest next 2026-11-22T13:00:00Z"],
    earliestNext: T + HOUR,
  });
});

test("the schedule counts from J, and the later of hold and schedule decides", () => {
  assert.deepEqual(proveHold(held({ next: { schedule: 3, day: DAY } })), {
    kind: "waiting",
    reasons: ["schedule not reached: 71h left until J+3, earliest next 2026-11-25T12:00:00Z"],
    earliestNext: T + 3 * DAY,
  });
  assert.equal(proveHold(held({ next: { schedule: 1, day: 10 } })).kind, "over");
});

test("without traffic on V2 there is no J, and the schedule holds nobody back", () => {
  const entries = journal([0, deployed("000-baseline", 0)]);
  const stage = { name: "000-baseline", v2: 0 };
  assert.equal(proveHold(held({ entries, stage, next: { schedule: 1, day: DAY } })).kind, "over");
});

const UNPROVEN: readonly [claim: string, entries: JournalEntry[], reason: string][] = [
  ["an empty journal", [], "the journal says the platform is at no stage yet, not at 025-percent"],
  [
    "another stage",
    journal([0, deployed("010-percent", 10)]),
    "the journal says the platform is at 010-percent, not at 025-percent",
  ],
  [
    "a deploy that has not ended",
    journal(
      [0, deployed("025-percent", 25)],
      [60, { what: "deploy-started", from: "025-percent", stage: "050-percent" }],
    ),
    "the deploy of 050-percent at 2026-11-22T12:01:00.000Z has not ended",
  ],
  [
    "a deploy that failed half-way",
    journal(
      [0, deployed("025-percent", 25)],
      [60, { what: "deploy-failed", stage: "050-percent", changed: true, reason: "no space" }],
    ),
    "the deploy of 050-percent at 2026-11-22T12:01:00.000Z failed half-way",
  ],
  [
    "a rollback that has not ended",
    journal(
      [0, deployed("025-percent", 25)],
      [60, { what: "rollback-started", to: "000-baseline", reason: "slow" }],
    ),
    "the rollback to 000-baseline at 2026-11-22T12:01:00.000Z has not ended",
  ],
  [
    "a thrown kill switch",
    journal([0, deployed("025-percent", 25)], [60, { what: "kill-switch", action: "on", reason: "drill" }]),
    "the kill switch is on since 2026-11-22T12:01:00.000Z",
  ],
];

for (const [claim, entries, reason] of UNPROVEN) {
  test(`${claim} proves no hold`, () => {
    assert.deepEqual(proveHold(held({ entries })), {
      kind: "waiting",
      reasons: [reason],
      earliestNext: null,
    });
  });
}

test("a met trigger starts the hold again", () => {
  const history = { step: 10, points: points({ triggerErrorRate: 0.08 }, T + 1800) };
  assert.deepEqual(proveHold(held({ history })), {
    kind: "waiting",
    reasons: [
      "the hold started again at 2026-11-22T12:30:00Z: error rate trigger 8.00% > 5.00% over 2m",
      "hold not over: 30m left of 1h, earliest next 2026-11-22T13:30:00Z",
    ],
    earliestNext: T + 1800 + HOUR,
  });
});

test("a trigger that was met an hour of quiet ago is forgiven", () => {
  const now = T + 1800 + HOUR;
  const history = { step: 10, points: points({ triggerErrorRate: 0.08 }, T + 1800, now) };
  assert.equal(proveHold(held({ now, history })).kind, "over");
});

test("a window that still holds the stage before is not held against this one", () => {
  const history = { step: 10, points: points({ triggerErrorRate: 0.08 }, T + 110) };
  assert.equal(proveHold(held({ history })).kind, "over");
});

test("a stage without users must be as quiet as one with them", () => {
  const entries = journal([0, deployed("000-baseline", 0)]);
  const history = { step: 10, points: points({ signsOfLife: 0 }, T + 1800) };
  const proof = proveHold(held({ entries, history, stage: { name: "000-baseline", v2: 0 } }));
  assert.equal(proof.kind, "waiting");
});

test("data for 95 % of the moments is enough, for 94 % it is not", () => {
  const all = points();
  const without = (lost: number) => held({ history: { step: 10, points: all.slice(lost) } });
  assert.equal(proveHold(without(18)).kind, "over");
  assert.deepEqual(proveHold(without(22)), {
    kind: "waiting",
    reasons: ["data for 93% of the last 1h, 95% needed to prove the hold"],
    earliestNext: T + HOUR,
  });
});

test("moments whose signals have no data do not count as seen", () => {
  const history = {
    step: 10,
    points: points().map(({ time }) => ({ time, measurements: measured({ triggerRequests: null }) })),
  };
  assert.deepEqual(proveHold(held({ history })), {
    kind: "waiting",
    reasons: ["data for 0% of the last 1h, 95% needed to prove the hold"],
    earliestNext: T + HOUR,
  });
});

test("a hold and a schedule that are both not reached are both named", () => {
  assert.deepEqual(proveHold(held({ now: T + HOUR - 60, next: { schedule: 1, day: DAY } })), {
    kind: "waiting",
    reasons: [
      "hold not over: 1m left of 1h, earliest next 2026-11-23T12:00:00Z",
      "schedule not reached: 23h1m left until J+1, earliest next 2026-11-23T12:00:00Z",
    ],
    earliestNext: T + DAY,
  });
});

test("a history is asked at least once per shortest window, and never between two scrapes", () => {
  assert.deepEqual([historyStep(WINDOWS, 1), historyStep(WINDOWS, 15)], [5, 15]);
});

function held(changes: Partial<HoldInput> = {}): HoldInput {
  return {
    entries: journal([0, deployed("025-percent", 25)]),
    stage: { name: "025-percent", v2: 25 },
    now: T + HOUR,
    hold: HOUR,
    next: null,
    triggers: TRIGGERS,
    windows: WINDOWS,
    history: { step: 10, points: points() },
    ...changes,
  };
}

/** A point every 10 s of the hour before `until`, healthy but for `changes` at the moment `when`. */
function points(changes: Partial<Record<Signal, number>> = {}, when = 0, until = T + HOUR): HistoryPoint[] {
  return Array.from({ length: 360 }, (_, index) => {
    const time = until - HOUR + 10 * (index + 1);
    return { time, measurements: measured(time === when ? changes : {}) };
  });
}

function journal(...events: [second: number, event: JournalEvent][]): JournalEntry[] {
  return events.map(([second, event], index) => ({
    seq: index + 1,
    time: new Date((T + second) * 1000).toISOString(),
    who: "tester@lab",
    ...event,
  }));
}

function deployed(stage: string, v2: number): JournalEvent {
  return { what: "deploy-finished", stage, v2, changed: true };
}
