import assert from "node:assert/strict";
import { test } from "node:test";
import { lostOf, settingsOf } from "../../../scripts/bench/changes-under-load.ts";
import type { BenchReport } from "../../../scripts/lab/load/closed-loop.ts";

const SEEN: BenchReport = {
  t: 100,
  ended: 1000,
  planned: 100_000,
  lost: 0,
  refused: 0,
  connections: 40,
  byStatus: { "200": 1000 },
  byRelease: { v1: 700, v2: 300 },
  losses: [],
};

test("nothing is lost when every answer is 200", () => {
  assert.equal(lostOf(SEEN), 0);
});

test("no answer is a loss, and so is any answer that is not 200", () => {
  assert.equal(lostOf({ ...SEEN, lost: 2, byStatus: { "200": 990, "429": 5, "502": 3 } }), 10);
});

test("the settings tell requests, rate, changes and how long one change took", () => {
  assert.deepEqual(settingsOf({ seen: SEEN, ups: [8, 12, 9] }, [10, 25, 0]), {
    requests: 1000,
    "changes of weight": "3 (V2 at 10, 25, 0 %)",
    "connections opened": 40,
    seconds: 100,
    "requests per second": 10,
    "answered by": "v1 700, v2 300",
    "one change": "9.0 s (8.0 .. 12.0)",
  });
});
