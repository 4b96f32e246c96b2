import assert from "node:assert/strict";
import { test } from "node:test";
import { JOBS, TOP_BUCKET } from "../../infra/metrics/names.ts";
import { grown, select, share, whileScraped } from "../../infra/metrics/promql.ts";
import * as signals from "../../infra/metrics/signals.ts";
import { type Signal, stageQuestions } from "../../infra/metrics/stage-questions.ts";
import { DURATION_BUCKETS } from "../../infra/services/duration-buckets.ts";
import { GATE, TRIGGERS } from "../gate/healthy.ts";

test("matchers are quoted, so that no value can change the query", () => {
  assert.equal(
    select("x", { a: 'b"} or y{', c: { not: "d" }, e: { oneOf: ["f", "g"] } }),
    'x{a="b\\"} or y{",c!="d",e=~"f|g"}',
  );
});

test("growth counts a series that appeared inside the window from zero, if its job was scraped before", () => {
  assert.equal(
    grown("x{}", 20, "le"),
    "sum by (le) (increase(x{}[20s]) or label_replace(min_over_time(x{}[20s]) unless x{} offset 20s" +
      ' and on (job, instance) up offset 20s == 1, "appeared", "yes", "", ""))',
  );
});

test("a share without a part is 0, and a signal without its source is nothing", () => {
  assert.equal(share("part", "whole"), "(part or vector(0)) / whole");
  assert.equal(
    whileScraped("x", JOBS.prober, 1),
    '((x) and on () (max(max_over_time(up{job="prober"}[5s])) == 1))',
  );
});

test("V2's own failures count, answered by V1 or not; clients that went away do not", () => {
  const query = signals.errorRate({ release: "v2", source: "gateway", window: 20, scrapeEvery: 1 });
  assert.match(query, /gateway_requests_total\{release="v2",outcome=~"error\|fallback"\}\[20s\]/);
  assert.match(query, /gateway_requests_total\{release="v2",outcome!="canceled"\}\[20s\]/);
});

test("a release is seen by its users where it has any, else by the prober", () => {
  const seen = [0, 1, 99, 100].map((v2) => [signals.sourceOf("v1", v2), signals.sourceOf("v2", v2)]);
  assert.deepEqual(seen, [
    ["gateway", "prober"],
    ["gateway", "gateway"],
    ["gateway", "gateway"],
    ["prober", "gateway"],
  ]);
});

test("at 0 % nothing that judges V2 asks the gateway, above it errors and P95 ask nobody else", () => {
  const judged: Signal[] = [
    "requests",
    "errorRate",
    "p95",
    "triggerRequests",
    "triggerErrorRate",
    "triggerP95",
    "sustainedP95",
  ];
  for (const signal of judged) {
    assert.doesNotMatch(questions(0)[signal].query, /gateway/);
    assert.doesNotMatch(questions(10)[signal].query, /probe/);
  }
});

test("each signal looks back over its own window", () => {
  const asked = questions(25);
  const windows = Object.entries(asked).map(([signal, { window }]) => [signal, window]);
  assert.deepEqual(Object.fromEntries(windows), {
    signsOfLife: 5,
    signsOfLifeV1: 5,
    triggerRequests: 120,
    triggerErrorRate: 120,
    p95Requests: 300,
    triggerP95: 300,
    sustainedP95: 300,
    triggerPredictions: 600,
    accuracyOfV1: 600,
    healthChecks: 60,
    availability: 60,
    requests: 600,
    errorRate: 600,
    p95: 600,
    predictions: 3600,
    accuracyGain: 3600,
    dataParity: 600,
    syncLag: 600,
    splitSeen: 600,
    v1Requests: 600,
    v1ErrorRate: 600,
    v1P95: 600,
    v1Scraped: 1,
    v2Scraped: 1,
  });
  assert.match(asked.accuracyGain.query, /probe_predictions_correct_total\{release="v2"\}\[1h\]/);
});

test("every bound of gate and triggers is a bucket edge below the top", () => {
  for (const bound of [0.1, 0.08, 0.06, 0.05, GATE.p95.max, TRIGGERS.p95.max]) {
    assert.ok(DURATION_BUCKETS.includes(bound) && bound < TOP_BUCKET, `${bound} s`);
  }
});

function questions(v2: number) {
  return stageQuestions({
    stage: { v2, gate: GATE },
    triggers: TRIGGERS,
    shorten: {},
    scrapeEvery: 1,
    age: null,
  });
}

test("parity is the worst of the window, lag its P95, and both are nothing when either store or data-sync says nothing now", () => {
  assert.equal(
    signals.dataParity({ window: 20, scrapeEvery: 1 }),
    "((min(min_over_time(sync_parity_ratio{}[20s])) and on () (count(sync_parity_ratio{}) == 1))" +
      ' and on () (max(max_over_time(up{job="data-sync"}[5s])) == 1))',
  );
  assert.match(
    signals.syncLag({ window: 20, scrapeEvery: 1 }),
    /^\(\(max\(quantile_over_time\(0\.95, sync_lag_seconds\{\}\[20s\]\)\) and on \(\) \(count\(sync_lag_seconds\{\}\) == 2\)\)/,
  );
});
