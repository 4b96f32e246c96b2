import assert from "node:assert/strict";
import { test } from "node:test";
import { PrometheusError, prometheusClient } from "../../../scripts/platform/gate/prometheus-client.ts";
import { type Answer, clientOf, freeAddress, success, vector } from "./prometheus-stand-in.ts";

test("an instant query is posted and gives its one number", async (t) => {
  const asked: string[] = [];
  const client = await clientOf(t, (form, path) => {
    asked.push(path, form.get("query") ?? "");
    return { body: vector("0.0042") };
  });
  assert.equal(await client.instant('sum(x{a="b"})'), 0.0042);
  assert.deepEqual(asked, ["/api/v1/query", 'sum(x{a="b"})']);
});

test("NaN and infinities arrive as such, no series as null, a scalar as its value", async (t) => {
  const answers = [vector("NaN"), vector("+Inf"), vector("-Inf"), vector(), scalar("7")];
  const client = await clientOf(t, () => ({ body: answers.shift() ?? "" }));
  const values = [];
  for (let i = 0; i < 5; i++) values.push(await client.instant("x"));
  assert.deepEqual(values, [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null, 7]);
});

test("what a query gives for each value of a label comes under that value", async (t) => {
  const result = [
    { metric: { client: "a" }, value: [1, "2.5"] },
    { metric: {}, value: [1, "1"] },
  ];
  const answers = [success({ resultType: "vector", result }), vector()];
  const client = await clientOf(t, () => ({ body: answers.shift() ?? "" }));
  assert.deepEqual(
    [...(await client.byLabel("x", "client"))],
    [
      ["a", 2.5],
      ["", 1],
    ],
  );
  assert.deepEqual([...(await client.byLabel("x", "client"))], []);
});

const FAILURES: readonly [claim: string, answer: Answer, message: RegExp | string][] = [
  [
    "more than one series",
    (form) => ({ body: form.has("step") ? matrix(2) : vector("1", "2") }),
    "prometheus gave 2 series where one was expected",
  ],
  [
    "a refused query",
    () => ({
      status: 400,
      body: JSON.stringify({ status: "error", errorType: "bad_data", error: "parse error" }),
    }),
    "prometheus refused the query: parse error",
  ],
  [
    "something that is no Prometheus",
    () => ({ status: 502, body: "<html>" }),
    /^prometheus at http:\/\/127\.0\.0\.1:\d+ gave an answer that is not its own \(HTTP 502\)$/,
  ],
  [
    "a type of answer that was not asked for",
    (form) => ({ body: form.has("step") ? vector("1") : matrix(1) }),
    /^prometheus at http:\/\/127\.0\.0\.1:\d+ gave an answer that is not its own \(HTTP 200\)$/,
  ],
  [
    "no answer in time",
    () => new Promise<never>(() => {}),
    /^prometheus at http:\/\/127\.0\.0\.1:\d+ did not answer within 0\.3 s$/,
  ],
];

for (const [claim, answer, message] of FAILURES) {
  test(`${claim} fails with a message that fits behind "no data"`, async (t) => {
    const client = await clientOf(t, answer, 300);
    await assert.rejects(client.instant("x"), { name: "PrometheusError", message });
    await assert.rejects(client.range("x", { start: 0, end: 1, step: 1 }), PrometheusError);
  });
}

test("a Prometheus that is not there fails with the address and the reason", async () => {
  const address = await freeAddress();
  await assert.rejects(prometheusClient(address).instant("x"), {
    name: "PrometheusError",
    message: `prometheus at ${address} cannot be reached: connect ECONNREFUSED ${address.slice("http://".length)}`,
  });
});

test("a long range is asked in pieces that Prometheus answers, every moment once", async (t) => {
  const asked: number[][] = [];
  const client = await clientOf(t, (form) => {
    const [start, end, step] = ["start", "end", "step"].map((name) => Number(form.get(name))) as [
      number,
      number,
      number,
    ];
    asked.push([start, end]);
    const values = Array.from({ length: (end - start) / step + 1 }, (_, i) => [start + i * step, "1"]);
    return { body: success({ resultType: "matrix", result: [{ metric: {}, values }] }) };
  });
  const points = await client.range("x", { start: 0, end: 48_000, step: 2 });
  assert.deepEqual(asked, [
    [0, 19_998],
    [20_000, 39_998],
    [40_000, 48_000],
  ]);
  assert.equal(points.size, 24_001);
});

test("alerts are read with their words and labels, in the order of the rules, quiet ones left out", async (t) => {
  const asked: string[] = [];
  const client = await clientOf(t, (_form, path) => {
    asked.push(path);
    return { body: rules([rule("A"), rule("B", { alerts: [ALERT] })]) };
  });
  assert.deepEqual(await client.alerts(), [
    {
      name: "B",
      state: "firing",
      severity: "critical",
      since: "2026-11-26T03:00:00.123Z",
      summary: "it is wrong",
      runbook: "npm run x",
      labels: { store: "store-v1" },
    },
  ]);
  assert.deepEqual(asked, ["/api/v1/rules?type=alert"]);
});

test("no rules at all, and a rule that cannot be judged, are no peace", async (t) => {
  const broken = rule("B", { health: "err", lastError: "many-to-many matching not allowed" });
  const answers = [rules([]), rules([rule("A"), broken])];
  const client = await clientOf(t, () => ({ body: answers.shift() ?? "" }));
  await assert.rejects(client.alerts(), {
    name: "PrometheusError",
    message: "prometheus has no alerting rules; npm run heal brings them",
  });
  await assert.rejects(client.alerts(), {
    name: "PrometheusError",
    message: "prometheus cannot judge the alert B: many-to-many matching not allowed",
  });
});

const ALERT = {
  labels: { alertname: "B", severity: "critical", store: "store-v1" },
  annotations: { summary: "it is wrong", runbook: "npm run x" },
  state: "firing",
  activeAt: "2026-11-26T03:00:00.123456789Z",
};

function rule(name: string, more: object = {}): object {
  return {
    state: "inactive",
    name,
    query: "x",
    duration: 0,
    alerts: [],
    health: "ok",
    type: "alerting",
    ...more,
  };
}

function rules(all: readonly object[]): string {
  return success({ groups: all.length === 0 ? [] : [{ name: "faults", file: "alerts.yml", rules: all }] });
}

function matrix(series: number): string {
  const result = Array.from({ length: series }, () => ({ metric: {}, values: [[0, "1"]] }));
  return success({ resultType: "matrix", result });
}

function scalar(value: string): string {
  return success({ resultType: "scalar", result: [1000, value] });
}
