import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startPacer } from "../../infra/services/pacer.ts";

describe("startPacer", () => {
  it("keeps its schedule through a stall and tells the scheduled times", async () => {
    const scheduled: number[] = [];
    const startedMs = performance.now();
    const pacer = startPacer(100, (dueMs) => scheduled.push(dueMs));
    await sleep(30);
    while (performance.now() - startedMs < 200);
    await sleep(30);
    pacer.stop();
    const elapsedMs = performance.now() - startedMs;
    // Every call of the stall is made up for; a machine that stalls here, too, may be behind with the last ones.
    const calls = scheduled.length;
    assert.ok(calls >= 19 && calls <= elapsedMs / 10 + 1, `${calls} calls in ${elapsedMs} ms`);
    const first = scheduled[0] ?? 0;
    for (const [index, dueMs] of scheduled.entries()) assert.ok(Math.abs(dueMs - first - index * 10) < 0.001);
  });

  it("calls nothing after it was stopped, even from within a call", async () => {
    let calls = 0;
    const pacer = startPacer(1000, () => {
      calls++;
      pacer.stop();
    });
    await sleep(20);
    assert.equal(calls, 1);
  });
});
