import assert from "node:assert/strict";
import { test } from "node:test";
import { readCounts } from "../../../../scripts/bench/proxies/wrk.ts";

const COUNTS = '{"requests":81234,"microseconds":6000123,"failed":0}';

test("the counts are the last JSON line of what wrk prints", () => {
  const output = `Running 6s test @ https://172.21.1.10:443/api/match\nRequests/sec: 13539\n${COUNTS}\n`;
  assert.deepEqual(readCounts(output), { requests: 81_234, microseconds: 6_000_123, failed: 0 });
});

test("without counts it fails with wrk's own words", () => {
  assert.throws(() => readCounts("unable to connect to 172.21.1.10:443 Connection refused\n"), {
    message: "wrk gave no counts: unable to connect to 172.21.1.10:443 Connection refused",
  });
});

test("a run in which requests failed or were refused says nothing about throughput", () => {
  assert.throws(() => readCounts(COUNTS.replace('"failed":0', '"failed":3')), {
    message: "3 of 81234 requests of wrk failed",
  });
});
