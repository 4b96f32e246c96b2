import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startClock } from "../../../scripts/testing/soak/clock.ts";

const never = new AbortController().signal;

describe("the clock of the soak", () => {
  it("counts writes, tells of them, and waits for so many", async () => {
    const clock = startClock({ signal: never, maxSeconds: 60, writes: 1_000 }, never);
    const waiting = clock.reached(2);
    clock.count();
    clock.count();
    await waiting;
    assert.equal(clock.done(), 2);
    assert.match(clock.line(), /^2 writes, \d+\/s; 1000 and those of the changes are asked for$/);
  });

  it("gives up when the time is over", async () => {
    const clock = startClock({ signal: never, maxSeconds: 0, writes: 1_000 }, never);
    await assert.rejects(clock.reached(1), {
      id: "SSM-SOAK-SLOW",
      exitCode: 4,
      message:
        "only 0 writes within 0 s, so nothing was compared; see --minutes, and npm run status for what does not run",
    });
  });

  it("ends when it is stopped, and when a writer failed", async () => {
    const gone = AbortSignal.abort();
    for (const [signal, over] of [
      [gone, never],
      [never, gone],
    ] as const)
      await assert.rejects(startClock({ signal, maxSeconds: 60, writes: 1 }, over).reached(1), /abort/i);
  });
});
