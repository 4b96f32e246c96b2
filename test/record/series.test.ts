import assert from "node:assert/strict";
import { it } from "node:test";
import type { PrometheusClient } from "../../scripts/platform/gate/prometheus-client.ts";
import { seriesOf } from "../../scripts/record/series.ts";

const START = 1_795_000_000;

/** A Prometheus that knows two seconds: V2 had a quarter of the users, then nobody had any. */
const prometheus: PrometheusClient = {
  instant: async () => null,
  alerts: async () => [],
  byLabel: async () => new Map(),
  range: async (query) => {
    const isV2 = query.includes('release="v2"');
    if (query.includes("histogram_quantile"))
      return new Map([
        [START, isV2 ? 0.02 : 0.03],
        [START + 1, Number.NaN],
      ]);
    if (query.includes("outcome=~")) return new Map([[START, isV2 ? 0.5 : 0]]);
    return new Map([
      [START, isV2 ? 25 : 75],
      [START + 1, 0],
    ]);
  },
};

it("what users met is asked for every second, and a second without users has no share, errors or P95", async () => {
  assert.deepEqual(await seriesOf(prometheus, { start: START, end: START + 1, step: 1 }), [
    { time: START, onV2: 0.25, errors: { v1: 0, v2: 0.5 }, p95: { v1: 0.03, v2: 0.02 } },
    { time: START + 1, onV2: null, errors: { v1: null, v2: null }, p95: { v1: null, v2: null } },
  ]);
});
