import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { interruptible } from "../../scripts/toolchain/interrupt.ts";

const forever = (signal: AbortSignal): Promise<void> => pause(60_000, undefined, { signal });
const interrupted = {
  id: "SSM-INTERRUPTED",
  exitCode: 4,
  message: "interrupted; what was finished is kept, and the next run goes on from there",
};

test("Ctrl-C ends the work and says what becomes of it", async () => {
  const work = interruptible(undefined, forever);
  process.emit("SIGINT");
  await assert.rejects(work, interrupted);
});

test("the caller's own signal ends the work the same way, and alone: its caller listens to the keys itself", async () => {
  const caller = new AbortController();
  const before = process.listenerCount("SIGHUP");
  const work = interruptible(caller.signal, forever);
  assert.equal(process.listenerCount("SIGHUP"), before);
  caller.abort();
  await assert.rejects(work, interrupted);
});

test("a failure of the work itself is passed on, and no listener is left behind", async () => {
  const before = process.listenerCount("SIGINT");
  const failure = new Error("no network");
  await assert.rejects(
    interruptible(undefined, async () => {
      throw failure;
    }),
    failure,
  );
  assert.equal(await interruptible(undefined, async () => 7), 7);
  assert.equal(process.listenerCount("SIGINT"), before);
});
