import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stringify } from "yaml";
import { JOBS } from "../../infra/metrics/names.ts";
import { p95, sustainedP95 } from "../../infra/metrics/signals.ts";
import { promtool } from "./support/promtool.ts";

const BOUND = 0.15;
const SCOPE = { release: "v2", source: "gateway", window: 20, scrapeEvery: 1 } as const;
const TOLD = `{job="${JOBS.gatewayExporter}",instance="gateway-exporter:9115"`;
const A_SECOND = 20;
const SECONDS = 60;

/** A minute of V2's users; in a `slow` second every request takes longer than the bound. */
function users(slow: (second: number) => boolean) {
  const seconds = Array.from({ length: SECONDS }, (_, second) => second);
  const upTo = (second: number, isCounted: (second: number) => boolean) =>
    A_SECOND * seconds.slice(0, second).filter(isCounted).length;
  const bucket = (le: string, isCounted: (second: number) => boolean) => ({
    series: `gateway_request_duration_seconds_bucket${TOLD},release="v2",le="${le}"}`,
    values: seconds.map((second) => upTo(second, isCounted)).join(" "),
  });
  return [
    { series: `up${TOLD}}`, values: `1x${SECONDS}` },
    bucket(String(BOUND), (second) => !slow(second)),
    bucket("0.3", () => true),
    bucket("+Inf", () => true),
  ];
}

/** A stall as long as a part of the window, wherever it falls. */
function stall(at: number): (typeof CASES)[number] {
  return [`a stall of 5 s from second ${at}`, (second) => second >= at && second < at + 5, true, false];
}

/** Whether P95 and the sustained P95 are above the bound at the end of that minute. */
const CASES: readonly [claim: string, slow: (second: number) => boolean, p95: boolean, sustained: boolean][] =
  [
    ["a fast V2", () => false, false, false],
    ["a V2 that is slow all the time", () => true, true, true],
    ["a V2 that turned slow a window ago", (second) => second >= 38, true, true],
    ["a stall of 1 s", (second) => second === 50, true, false],
    ["two stalls of 2 s", (second) => [44, 45, 56, 57].includes(second), true, false],
    ["a V2 that has been fast again for two parts", (second) => second >= 30 && second < 49, true, false],
    ...Array.from({ length: 15 }, (_, at) => stall(40 + at)),
  ];

describe("the P95 that must last, to Prometheus' own tool", () => {
  it("is above its bound only when V2 was slow in each part of the window", async () => {
    const tests = CASES.map(([name, slow, above, sustained]) => ({
      name,
      interval: "1s",
      input_series: users(slow),
      promql_expr_test: [
        { expr: p95(SCOPE), wanted: above },
        { expr: sustainedP95(SCOPE), wanted: sustained },
      ].map(({ expr, wanted }) => ({
        expr: `(${expr}) > bool ${BOUND}`,
        eval_time: `${SECONDS - 1}s`,
        exp_samples: [{ labels: "{}", value: wanted ? 1 : 0 }],
      })),
    }));
    const cases = stringify({ evaluation_interval: "1s", tests });
    const { code, said } = await promtool({ "cases.yml": cases }, "test", "rules", "cases.yml");
    assert.equal(code, 0, said);
  });

  it("is 0 where V2 was asked nothing, and nothing while nobody counts", async () => {
    const up = (value: 0 | 1) => [{ series: `up${TOLD}}`, values: `${value}x${SECONDS}` }];
    const asked = (exp_samples: readonly object[]) => [
      { expr: sustainedP95(SCOPE), eval_time: `${SECONDS - 1}s`, exp_samples },
    ];
    const tests = [
      { interval: "1s", input_series: up(1), promql_expr_test: asked([{ labels: "{}", value: 0 }]) },
      { interval: "1s", input_series: up(0), promql_expr_test: asked([]) },
    ];
    const cases = stringify({ evaluation_interval: "1s", tests });
    const { code, said } = await promtool({ "cases.yml": cases }, "test", "rules", "cases.yml");
    assert.equal(code, 0, said);
  });
});
