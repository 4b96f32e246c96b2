import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict, verdictTable } from "../../infra/gate/verdict.ts";
import type { Signal } from "../../infra/metrics/stage-questions.ts";
import { healthy, reasons } from "./healthy.ts";

const JUDGED = (Object.keys(healthy().measurements) as Signal[]).filter(
  (signal) => !/^v[12]|V1$|^splitSeen$/.test(signal) || signal === "accuracyOfV1",
);

for (const signal of JUDGED) {
  for (const value of [null, Number.NaN, Number.NEGATIVE_INFINITY, -2]) {
    test(`${signal} ${value === null ? "without series" : `of ${value}`} holds and warns above 0 %`, () => {
      const result = verdict(healthy({ [signal]: value }));
      assert.equal(result.kind, "hold");
      assert.match(reasons(result).join(), /has no data over \w+: /);
      assert.match(result.warning ?? "", /^V2 has 25% of the traffic and this is unclear: /);
      assert.equal(verdict(healthy({ [signal]: value }, { v2: 0 })).kind, "hold");
    });
  }
}

test("signals without data for the same reason over the same time are one reason", () => {
  const result = verdict(healthy({ errorRate: null, p95: null, syncLag: Number.NaN }));
  assert.deepEqual(
    reasons(result).filter((reason) => reason.includes("no data over 10m")),
    [
      "error rate, p95 have no data over 10m: prometheus has no such series",
      "sync lag has no data over 10m: nothing was counted in that time",
    ],
  );
});

const NO_DATA: readonly [value: number | null, line: string, reason: string][] = [
  [
    null,
    "error rate - <= 0.80% over 10m  NO DATA: prometheus has no such series",
    "error rate has no data over 10m: prometheus has no such series",
  ],
  [
    Number.NaN,
    "error rate - <= 0.80% over 10m  NO DATA: nothing was counted in that time",
    "error rate has no data over 10m: nothing was counted in that time",
  ],
  [
    1.5,
    "error rate - <= 0.80% over 10m  NO DATA: 1.5 is not possible",
    "error rate has no data over 10m: 1.5 is not possible",
  ],
];

for (const [value, line, reason] of NO_DATA) {
  test(`an error rate of ${value} is shown as no data with the reason`, () => {
    const result = verdict(healthy({ errorRate: value }));
    assert.equal(verdictTable(result)[1], line);
    assert.deepEqual(reasons(result), [reason]);
    assert.equal(result.warning, "V2 has 25% of the traffic and this is unclear: error rate");
  });
}
