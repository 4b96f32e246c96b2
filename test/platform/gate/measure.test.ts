import assert from "node:assert/strict";
import { test } from "node:test";
import { measure, measureHistory } from "../../../scripts/platform/gate/measure.ts";
import { prometheusClient } from "../../../scripts/platform/gate/prometheus-client.ts";
import { QUESTIONS } from "../../gate/healthy.ts";
import { clientOf, freeAddress, success, vector } from "./prometheus-stand-in.ts";

test("measure asks every question at once and keeps the reason of what has no answer", async (t) => {
  const client = await clientOf(t, (form) => {
    if (form.get("query") === QUESTIONS.errorRate.query) return { body: vector() };
    return { body: vector(form.get("query") === QUESTIONS.p95.query ? "NaN" : "3") };
  });
  const measurements = await measure(client, QUESTIONS);
  assert.deepEqual(Object.keys(measurements), Object.keys(QUESTIONS));
  assert.deepEqual(measurements.requests, { value: 3, reason: null });
  assert.deepEqual(measurements.errorRate, { value: null, reason: "prometheus has no such series" });
  assert.deepEqual(measurements.p95, { value: Number.NaN, reason: null });
});

test("an unreachable Prometheus is no data for every signal, with the reason", async () => {
  const measurements = await measure(prometheusClient(await freeAddress()), QUESTIONS);
  for (const { value, reason } of Object.values(measurements)) {
    assert.equal(value, null);
    assert.match(reason ?? "", /^prometheus at \S+ cannot be reached: connect ECONNREFUSED/);
  }
});

test("an unreachable Prometheus is no data at every moment of a history", async () => {
  const span = { start: 1, end: 3, step: 1 };
  const history = await measureHistory(prometheusClient(await freeAddress()), QUESTIONS, span);
  assert.deepEqual(
    history.map(({ measurements }) => measurements.signsOfLife.value),
    [null, null, null],
  );
});

test("the history has every moment of the span, those without data included", async (t) => {
  const client = await clientOf(t, (form) => {
    const start = Number(form.get("start"));
    const values = [
      [start, "1"],
      [start + 4, "2"],
    ];
    return { body: success({ resultType: "matrix", result: [{ metric: {}, values }] }) };
  });
  const history = await measureHistory(client, QUESTIONS, { start: 1000.5, end: 1005, step: 2 });
  assert.deepEqual(
    history.map(({ time, measurements }) => [time, measurements.availability.value]),
    [
      [1000.5, 1],
      [1002.5, null],
      [1004.5, 2],
    ],
  );
});
