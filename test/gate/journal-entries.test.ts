import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isRestored,
  type JournalEntry,
  type JournalEvent,
  pendingRollback,
  standing,
} from "../../infra/gate/journal-entries.ts";

const STARTED: JournalEvent = { what: "deploy-started", from: "010-percent", stage: "025-percent" };

test("an empty journal stands nowhere", () => {
  assert.deepEqual(standing([]), { stage: null, since: null, jDay: null, unsettled: null });
});

test("a finished deploy enters its stage; verdicts change nothing", () => {
  const verdict = { what: "verdict", stage: "010-percent", kind: "hold", reasons: [], table: [] } as const;
  const entries = journal(deployed("000-baseline", 0), deployed("010-percent", 10), verdict);
  assert.deepEqual(standing(entries), { stage: "010-percent", since: 2, jDay: 2, unsettled: null });
});

test("a deploy that changed nothing keeps the time the stage was entered", () => {
  const entries = journal(deployed("010-percent", 10), deployed("010-percent", 10, false));
  assert.equal(standing(entries).since, 1);
  assert.equal(standing([...entries, ...later(entries, deployed("010-percent", 10))]).since, 3);
});

test("J is the first traffic on V2 and stays while the share grows or shrinks", () => {
  assert.equal(
    standing(journal(deployed("000-baseline", 0), deployed("010-percent", 10), deployed("025-percent", 25)))
      .jDay,
    2,
  );
  assert.equal(
    standing(journal(deployed("010-percent", 10), deployed("025-percent", 25), rolledBack("010-percent", 10)))
      .jDay,
    1,
  );
});

test("a return to 0 % ends J, the next start is a new one", () => {
  const back = journal(deployed("010-percent", 10), rolledBack("000-baseline", 0));
  assert.equal(standing(back).jDay, null);
  assert.equal(standing([...back, ...later(back, deployed("010-percent", 10))]).jDay, 3);
});

test("a failed deploy that applied nothing leaves the stage and its time as they were", () => {
  const failed = { what: "deploy-failed", stage: "025-percent", changed: false, reason: "no space" } as const;
  const entries = journal(deployed("010-percent", 10), STARTED, failed);
  assert.deepEqual(standing(entries), { stage: "010-percent", since: 1, jDay: 1, unsettled: null });
});

test("a deploy that failed half-way is settled only by a change that ends well, which enters the stage anew", () => {
  const failed = (changed: boolean) =>
    ({ what: "deploy-failed", stage: "025-percent", changed, reason: "x" }) as const;
  const entries = journal(deployed("010-percent", 10), STARTED, failed(true), STARTED, failed(false));
  assert.equal(
    standing(entries).unsettled,
    "the deploy of 025-percent at 1970-01-01T00:00:03.000Z failed half-way",
  );
  assert.equal(standing([...entries, ...later(entries, deployed("010-percent", 10, false))]).since, 6);
});

test("a deploy that never ended stays unsettled when the next one applies nothing", () => {
  const failed = { what: "deploy-failed", stage: "025-percent", changed: false, reason: "no space" } as const;
  const entries = journal(deployed("010-percent", 10), STARTED, STARTED, failed);
  assert.equal(
    standing(entries).unsettled,
    "the deploy of 025-percent at 1970-01-01T00:00:02.000Z has not ended",
  );
});

test("a lifted kill switch counts as entering the stage again", () => {
  const on = { what: "kill-switch", action: "on", reason: "drill" } as const;
  const entries = journal(deployed("010-percent", 10), on);
  assert.equal(standing(entries).unsettled, "the kill switch is on since 1970-01-01T00:00:02.000Z");
  const off = { what: "kill-switch", action: "off", reason: "well again" } as const;
  assert.deepEqual(standing([...entries, ...later(entries, off)]), {
    stage: "010-percent",
    since: 3,
    jDay: 1,
    unsettled: null,
  });
});

test("after a rollback the kill switch stays until it is lifted", () => {
  const on = { what: "kill-switch", action: "on", reason: "slow" } as const;
  const start = { what: "rollback-started", to: "000-baseline", reason: "slow" } as const;
  const entries = journal(deployed("010-percent", 10), on, start, rolledBack("000-baseline", 0));
  assert.deepEqual(standing(entries), {
    stage: "000-baseline",
    since: 4,
    jDay: null,
    unsettled: "the kill switch is on since 1970-01-01T00:00:02.000Z",
  });
});

test("a copy of the state that was put back unsettles the stage until a change ends well", () => {
  const restored = { what: "state-restored", copy: "a copy", stage: "000-baseline" } as const;
  const entries = journal(deployed("010-percent", 10), restored);
  assert.deepEqual(standing(entries), {
    stage: "010-percent",
    since: 1,
    jDay: 1,
    unsettled: "the state was put back at 1970-01-01T00:00:02.000Z from the copy a copy",
  });
  assert.deepEqual([isRestored([]), isRestored(entries)], [false, true]);
  const settled = [...entries, ...later(entries, deployed("010-percent", 10, false))];
  assert.deepEqual([standing(settled).unsettled, isRestored(settled)], [null, false]);
});

/** Entries one second apart, the first at second 1. */
function journal(...events: JournalEvent[]): JournalEntry[] {
  return later([], ...events);
}

function later(before: readonly JournalEntry[], ...events: JournalEvent[]): JournalEntry[] {
  return events.map((event, index) => {
    const seq = before.length + index + 1;
    return { seq, time: new Date(seq * 1000).toISOString(), who: "tester@lab", ...event };
  });
}

function deployed(stage: string, v2: number, changed = true): JournalEvent {
  return { what: "deploy-finished", stage, v2, changed };
}

function rolledBack(stage: string, v2: number): JournalEvent {
  return { what: "rollback-finished", stage, v2 };
}

test("data of a rollback are pending until they are carried or the kill switch is lifted", () => {
  const pending: JournalEvent = { what: "data-pending", documents: 3, reason: "store-v2 does not run" };
  const carried: JournalEvent = {
    what: "data-carried",
    documents: 3,
    conflicts: 0,
    deadLetters: 0,
    seconds: 6,
  };
  const started: JournalEvent = { what: "rollback-started", to: "000-baseline", reason: "x" };
  const down = rolledBack("000-baseline", 0);
  const lifted: JournalEvent = { what: "kill-switch", action: "off", reason: "x" };
  assert.equal(pendingRollback(journal()), null);
  assert.deepEqual(pendingRollback(journal(pending, started)), { to: "000-baseline", isDown: false });
  assert.deepEqual(pendingRollback(journal(pending, started, down)), { to: "000-baseline", isDown: true });
  assert.equal(pendingRollback(journal(pending, started, down, carried)), null);
  assert.equal(pendingRollback(journal(pending, started, down, lifted)), null);
  assert.equal(pendingRollback(journal(pending)), null);
});
