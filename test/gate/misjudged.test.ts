import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "../../infra/gate/verdict.ts";
import type { Signal } from "../../infra/metrics/stage-questions.ts";
import { healthy } from "./healthy.ts";

/** Cases that other judges of canaries got wrong, as reported to their projects. */
const MISJUDGED: readonly [claim: string, seen: Partial<Record<Signal, number | null>>, wanted: string][] = [
  [
    "V2 has errors while V1 has no data at all (spinnaker/kayenta #799)",
    { errorRate: 0.03, v1Requests: null, v1ErrorRate: null, v1P95: null },
    "hold",
  ],
  [
    "four errors in six intervals against none of V1 (spinnaker/kayenta #426)",
    { requests: 600, errorRate: 4 / 600, v1ErrorRate: 0 },
    "pass",
  ],
  [
    "the same four errors in 360 requests, above the bound of 0.8 % (spinnaker/kayenta #426)",
    { requests: 360, errorRate: 4 / 360, v1ErrorRate: 0 },
    "hold",
  ],
  [
    "seven slow intervals and one fast one (spinnaker/spinnaker #6278)",
    { p95: 0.1, triggerP95: 0.1 },
    "hold",
  ],
  [
    "V1 all zero and V2 answering something new (spinnaker/spinnaker #5622)",
    { errorRate: 0.01, v1ErrorRate: 0 },
    "hold",
  ],
  [
    "a group of signals without any data counts as perfect (kayenta's score of an empty group)",
    { predictions: null, accuracyGain: null },
    "hold",
  ],
  [
    "half of the signals without data (kayenta's limit)",
    { errorRate: null, p95: null, requests: null },
    "hold",
  ],
  [
    "more spread at an equal middle: half as fast again, the other half slow (spinnaker/kayenta #780)",
    { p95: 0.085, triggerP95: 0.085 },
    "hold",
  ],
];

for (const [claim, seen, wanted] of MISJUDGED) {
  test(`${claim} is judged ${wanted}`, () => assert.equal(verdict(healthy(seen)).kind, wanted));
}

test("a breach rolls back while the way up is shut (fluxcd/flagger #1801)", () => {
  const hold = { kind: "waiting", reasons: ["schedule not reached"], earliestNext: 0 } as const;
  assert.equal(verdict(healthy({ triggerErrorRate: 0.5 }, { hold })).kind, "rollback");
});

test("no data at all never passes, at any share of the traffic", () => {
  const nothing = Object.fromEntries(Object.keys(healthy().measurements).map((signal) => [signal, null]));
  for (const v2 of [0, 1, 25, 100]) assert.equal(verdict(healthy(nothing, { v2 })).kind, "hold");
});
