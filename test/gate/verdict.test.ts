import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict, verdictTable, watchVerdict } from "../../infra/gate/verdict.ts";
import type { Signal } from "../../infra/metrics/stage-questions.ts";
import { healthy, reasons } from "./healthy.ts";

type Changes = Partial<Record<Signal, number | null>>;

test("a healthy V2 passes, and the table shows every signal with value, bound and window", () => {
  const result = verdict(healthy());
  assert.equal(result.kind, "pass");
  assert.equal(result.warning, null);
  assert.deepEqual(verdictTable(result), [
    "requests 30,000 >= 500 over 10m  PASS",
    "error rate 0.42% <= 0.80% over 10m  PASS",
    "p95 62 ms <= 80 ms over 10m  PASS",
    "predictions 36,000 >= 1,000 over 1h  PASS",
    "accuracy gain +13.2% >= +11.0% over 1h  PASS",
    "data parity 100.00% >= 100.00% over 10m  PASS",
    "sync lag 120 ms <= 1000 ms over 10m  PASS",
    "V2 signs of life 5 >= 1 over 5s  PASS",
    "error rate trigger 0.40% <= 5.00% over 2m  PASS",
    "p95 trigger 63 ms <= 150 ms over 5m  PASS",
    "accuracy of V1 trigger 113.10% >= 85.00% over 10m  PASS",
    "availability trigger 100.00% >= 99.00% over 1m  PASS",
  ]);
});

test("a value exactly on its bound passes, float noise included", () => {
  const onTheBound = {
    requests: 500,
    errorRate: 0.008,
    p95: 0.08,
    accuracyGain: 1.11 - 1,
    dataParity: 1,
    syncLag: 1,
    predictions: 1000,
  };
  assert.equal(verdict(healthy(onTheBound)).kind, "pass");
});

const HOLDS: readonly [claim: string, changes: Changes, reason: string][] = [
  ["too many errors", { errorRate: 0.0142 }, "error rate 1.42% > 0.80% over 10m"],
  ["a rate that rounds to its bound", { errorRate: 0.00801 }, "error rate 0.801% > 0.800% over 10m"],
  ["P95 between gate and trigger", { p95: 0.09, triggerP95: 0.09 }, "p95 90 ms > 80 ms over 10m"],
  ["a gain of 9 %", { accuracyGain: 0.09 }, "accuracy gain +9.0% < +11.0% over 1h"],
  [
    "documents that differ",
    { dataParity: 0.99 },
    "data parity 99.00% < 100.00% over 10m (documents differ, npm run sync -- verify says which)",
  ],
  ["a sync that lags", { syncLag: 1.5 }, "sync lag 1500 ms > 1000 ms over 10m"],
  ["a loss of accuracy", { accuracyGain: -0.02 }, "accuracy gain -2.0% < +11.0% over 1h"],
  ["too few requests", { requests: 120 }, "requests 120 < 500 over 10m (too few to judge)"],
  ["no requests", { requests: 0 }, "requests 0 < 500 over 10m (too few to judge)"],
  ["too few predictions", { predictions: 400 }, "predictions 400 < 1,000 over 1h (too few to judge)"],
  [
    "one error in five requests",
    { triggerRequests: 5, triggerErrorRate: 0.2 },
    "error rate trigger 20.00% > 5.00% over 2m (of 5, too few to roll back)",
  ],
  [
    "three errors in fifty requests",
    { triggerRequests: 50, triggerErrorRate: 0.06 },
    "error rate trigger 6.00% > 5.00% over 2m (of 50, too few to roll back)",
  ],
  [
    "a P95 of 99 requests",
    { p95Requests: 99, triggerP95: 0.2, sustainedP95: 0.2 },
    "p95 trigger 200 ms > 150 ms over 5m (of 99, too few to roll back)",
  ],
  [
    "a P95 of 800 ms from one stall",
    { triggerP95: 0.8, sustainedP95: 0.004 },
    "p95 trigger 800 ms > 150 ms over 5m (not all that time, too short to roll back)",
  ],
  [
    "a P95 that was at the bound for a moment",
    { triggerP95: 0.2, sustainedP95: 0.15 },
    "p95 trigger 200 ms > 150 ms over 5m (not all that time, too short to roll back)",
  ],
  [
    "an accuracy of 99 predictions",
    { triggerPredictions: 99, accuracyOfV1: 0.5 },
    "accuracy of V1 trigger 50.00% < 85.00% over 10m (of 99, too few to roll back)",
  ],
  [
    "one missed health check of a minute",
    { availability: 59 / 60 },
    "availability trigger 98.33% < 99.00% over 1m (of 60, too few to roll back)",
  ],
];

for (const [claim, changes, reason] of HOLDS) {
  test(`${claim} holds`, () => {
    const result = verdict(healthy(changes));
    assert.deepEqual([result.kind, reasons(result)], ["hold", [reason]]);
  });
}

const ROLLBACKS: readonly [claim: string, changes: Changes, reason: string][] = [
  ["a dead V2", { signsOfLife: 0 }, "V2 signs of life 0 < 1 over 5s (V2 is dead)"],
  ["8 % errors", { triggerErrorRate: 0.08 }, "error rate trigger 8.00% > 5.00% over 2m"],
  [
    "8 % errors at 25 % of 200 requests a second over a window of 20 s",
    { triggerErrorRate: 0.08, triggerRequests: 1000 },
    "error rate trigger 8.00% > 5.00% over 2m",
  ],
  [
    "a quiet night in which every request fails",
    { triggerErrorRate: 1, triggerRequests: 12 },
    "error rate trigger 100.00% > 5.00% over 2m",
  ],
  ["a P95 of 200 ms", { triggerP95: 0.2, sustainedP95: 0.19 }, "p95 trigger 200 ms > 150 ms over 5m"],
  ["a P95 above every bucket", { triggerP95: 5, sustainedP95: 5 }, "p95 trigger over 5 s > 150 ms over 5m"],
  [
    "an infinite P95",
    { triggerP95: Number.POSITIVE_INFINITY, sustainedP95: 5 },
    "p95 trigger over 5 s > 150 ms over 5m",
  ],
  [
    "an accuracy below 85 % of V1's",
    { accuracyOfV1: 0.84 },
    "accuracy of V1 trigger 84.00% < 85.00% over 10m",
  ],
  [
    "three missed health checks of a minute",
    { availability: 0.95 },
    "availability trigger 95.00% < 99.00% over 1m",
  ],
];

for (const [claim, changes, reason] of ROLLBACKS) {
  test(`${claim} rolls back`, () => {
    const result = verdict(healthy(changes));
    assert.deepEqual([result.kind, reasons(result)], ["rollback", [reason]]);
  });

  test(`${claim} holds at 0 %, where V2 has no users to take back`, () => {
    const result = verdict(healthy(changes, { v2: 0 }));
    assert.equal(result.kind, "hold");
    assert.match(reasons(result).join(), /V2 has no users to take back\)$/);
    assert.equal(result.warning, null);
  });

  test(`${claim} holds while V1 is dead, and says so loudly`, () => {
    const result = verdict(healthy({ ...changes, signsOfLifeV1: 0 }));
    assert.equal(result.kind, "hold");
    assert.match(reasons(result).join(), /V1 is dead, nobody could take its users\)$/);
    assert.match(result.warning ?? "", /^V2 has 25% of the traffic and this is unclear: /);
  });
}

test("not knowing whether V1 lives does not stop a rollback", () => {
  assert.equal(verdict(healthy({ signsOfLife: 0, signsOfLifeV1: null })).kind, "rollback");
});

test("a rollback names every met trigger and nothing else", () => {
  const result = verdict(
    healthy({ triggerErrorRate: 0.3, errorRate: 0.3, triggerP95: 0.4, sustainedP95: 0.4, p95: null }),
  );
  assert.deepEqual(reasons(result), [
    "error rate trigger 30.00% > 5.00% over 2m",
    "p95 trigger 400 ms > 150 ms over 5m",
  ]);
});

test("a hold that is not over holds with its own reasons and no warning", () => {
  const reason = "hold not over: 12s left of 30s, earliest next 2026-11-22T20:00:00Z";
  const result = verdict(healthy({}, { hold: { kind: "waiting", reasons: [reason], earliestNext: 0 } }));
  assert.deepEqual([result.kind, reasons(result), result.warning], ["hold", [reason], null]);
});

test("a met trigger rolls back while the hold is not over", () => {
  const hold = { kind: "waiting", reasons: ["hold not over"], earliestNext: 0 } as const;
  assert.equal(verdict(healthy({ signsOfLife: 0 }, { hold })).kind, "rollback");
});

test("the watch minds triggers and missing data, not the gate", () => {
  assert.equal(watchVerdict(healthy({ errorRate: 0.02, requests: 0, accuracyGain: 0 })).kind, "pass");
  assert.equal(watchVerdict(healthy({ triggerErrorRate: null })).kind, "hold");
  assert.equal(watchVerdict(healthy({ signsOfLife: 0 })).kind, "rollback");
});

test("after the sunset nothing is compared with V1 any more, and the rest is judged as ever", () => {
  const compared = ["predictions", "accuracyGain", "triggerPredictions", "accuracyOfV1"] as const;
  const gone = Object.fromEntries(compared.map((name) => [name, null]));
  const judged = verdict(healthy(gone, { v2: 100, sunset: { keepArchive: 365 } }));
  assert.equal(judged.kind, "pass");
  assert.deepEqual(judged.warning, null);
  const names = judged.lines.map(({ name }) => name);
  for (const name of ["predictions", "accuracy gain", "accuracy of V1 trigger"])
    assert.ok(!names.includes(name));
  assert.equal(
    verdict(healthy({ ...gone, p95: 0.09 }, { v2: 100, sunset: { keepArchive: 365 } })).kind,
    "hold",
  );
});
