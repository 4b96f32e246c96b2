import assert from "node:assert/strict";
import { test } from "node:test";
import { wilsonLower } from "../../infra/gate/statistics.ts";
import { watchVerdict } from "../../infra/gate/verdict.ts";
import { healthy } from "./healthy.ts";

test("the lower bound lies below the seen share and rises to it with more requests", () => {
  const bounds = [5, 50, 500, 5000, 50_000].map((total) => wilsonLower(0.2 * total, total));
  assert.deepEqual(
    bounds.toSorted((a, b) => a - b),
    bounds,
  );
  assert.ok(bounds.every((bound) => bound > 0 && bound < 0.2));
});

test("a true share at the lower bound would show the seen one 1.645 standard errors too high", () => {
  for (const [bad, total] of [
    [8, 100],
    [10, 10],
    [81, 263],
    [1, 5],
  ] as const) {
    const bound = wilsonLower(bad, total);
    const errors = (bad / total - bound) / Math.sqrt((bound * (1 - bound)) / total);
    assert.ok(Math.abs(errors - 1.645) < 1e-9, `${bad} of ${total}: ${errors}`);
  }
});

test("nothing bad, or nothing at all, has the lower bound 0", () => {
  assert.deepEqual([wilsonLower(0, 50), wilsonLower(0, 0), wilsonLower(Number.NaN, 0)], [0, 0, 0]);
});

test("fewer than two in 10,000 windows of a V2 with 1 % errors rolls back, however few requests it has", () => {
  for (let requests = 1; requests <= 300; requests++) {
    assert.ok(chanceOfRollback(requests, 0.01) < 2e-4, `${requests} requests`);
  }
});

test("at least 19 in 20 windows of 20 s roll back a V2 that fails 8 % of 50 requests a second", () => {
  assert.ok(chanceOfRollback(1000, 0.08) > 0.95);
});

/** Exact chance that a window of `requests` with a true error rate meets the trigger. */
function chanceOfRollback(requests: number, errorRate: number): number {
  let least = 0;
  while (least <= requests && !rollsBack(least, requests)) least++;
  let chance = 0;
  for (let errors = least; errors <= requests; errors++) chance += binomial(errors, requests, errorRate);
  return chance;
}

function rollsBack(errors: number, requests: number): boolean {
  const seen = { triggerErrorRate: errors / requests, triggerRequests: requests };
  return watchVerdict(healthy(seen)).kind === "rollback";
}

function binomial(hits: number, total: number, chance: number): number {
  let logarithm = hits * Math.log(chance) + (total - hits) * Math.log(1 - chance);
  for (let i = 1; i <= hits; i++) logarithm += Math.log((total - hits + i) / i);
  return Math.exp(logarithm);
}
