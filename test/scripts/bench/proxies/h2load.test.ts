import assert from "node:assert/strict";
import { test } from "node:test";
import { p95In } from "../../../../scripts/bench/proxies/h2load.ts";

const SECOND = 1e6;
const line = (start: number, status: number, took: number) => `${start}\t${status}\t${took}`;

test("P95 is that of the requests after the first second, in milliseconds", () => {
  const cold = line(7 * SECOND, 200, 90_000);
  const warm = Array.from({ length: 100 }, (_, index) => line(8 * SECOND + index, 200, 1000 * (index + 1)));
  assert.equal(p95In([cold, ...warm, ""].join("\n")), 96);
});

test("a run in which requests failed or were refused says nothing", () => {
  const lines = [line(1, 200, 5), line(2, 503, 5), line(3, -1, 5)];
  assert.throws(() => p95In(lines.join("\n")), { message: "2 of 3 requests of h2load failed" });
  assert.throws(() => p95In(""), { message: "1 of 1 requests of h2load failed" });
});
