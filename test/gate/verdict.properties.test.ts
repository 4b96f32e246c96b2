import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { verdict } from "../../infra/gate/verdict.ts";
import type { Signal } from "../../infra/metrics/stage-questions.ts";
import { healthy } from "./healthy.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const seconds = fc.double({ min: 0, max: 10, noNaN: true });
const count = fc.integer({ min: 0, max: 100_000 });
const life = fc.integer({ min: 0, max: 5 });

/** Signals with the values they may have, and which way is worse. */
const SIGNALS = {
  requests: { values: count, worse: -1 },
  errorRate: { values: share, worse: 1 },
  p95: { values: seconds, worse: 1 },
  predictions: { values: count, worse: -1 },
  accuracyGain: { values: fc.double({ min: -1, max: 2, noNaN: true }), worse: -1 },
  dataParity: { values: share, worse: -1 },
  syncLag: { values: seconds, worse: 1 },
  signsOfLife: { values: life, worse: -1 },
  triggerErrorRate: { values: share, worse: 1 },
  triggerP95: { values: seconds, worse: 1 },
  sustainedP95: { values: seconds, worse: 1 },
  accuracyOfV1: { values: fc.double({ min: 0, max: 3, noNaN: true }), worse: -1 },
  availability: { values: share, worse: -1 },
} satisfies Partial<Record<Signal, { values: fc.Arbitrary<number>; worse: 1 | -1 }>>;

type Judged = keyof typeof SIGNALS;

const names = Object.keys(SIGNALS) as Judged[];
const seen = fc.record({
  ...(Object.fromEntries(names.map((name) => [name, SIGNALS[name].values])) as Record<
    Judged,
    fc.Arbitrary<number>
  >),
  triggerRequests: count,
  p95Requests: count,
  triggerPredictions: count,
  healthChecks: count,
});
const v2 = fc.integer({ min: 0, max: 100 });
const SEVERITY = { pass: 0, hold: 1, rollback: 2 };

test("a worse value never improves the verdict", () => {
  fc.assert(
    fc.property(seen, fc.constantFrom(...names), v2, fc.gen(), (values, name, percent, gen) => {
      const [a, b] = [values[name], gen(() => SIGNALS[name].values)];
      const [better, worse] = SIGNALS[name].worse * (b - a) > 0 ? [a, b] : [b, a];
      const before = verdict(healthy({ ...values, [name]: better }, { v2: percent }));
      const after = verdict(healthy({ ...values, [name]: worse }, { v2: percent }));
      assert.ok(SEVERITY[after.kind] >= SEVERITY[before.kind], `${before.kind} became ${after.kind}`);
    }),
    { numRuns: 2000 },
  );
});

test("no verdict passes when any signal is missing or no number", () => {
  const broken = fc.constantFrom(null, Number.NaN, Number.NEGATIVE_INFINITY, -5);
  const any = fc.constantFrom(
    ...names,
    "triggerRequests",
    "p95Requests",
    "triggerPredictions",
    "healthChecks",
  );
  fc.assert(
    fc.property(seen, any, broken, v2, (values, name, value, percent) => {
      assert.notEqual(verdict(healthy({ ...values, [name]: value }, { v2: percent })).kind, "pass");
    }),
    { numRuns: 2000 },
  );
});

test("nothing is ever rolled back at 0 %", () => {
  fc.assert(fc.property(seen, (values) => verdict(healthy(values, { v2: 0 })).kind !== "rollback"));
});
