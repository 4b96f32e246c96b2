import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

/** Longer than anything takes on a slow machine: a test waits for what happens, `npm run bench` measures how fast. */
const PATIENCE_S = 300;
const SHORTEST_MS = 10;
const LONGEST_MS = 200;

/** Waits until `isTrue`, which is asked ever more rarely; fails naming what was waited for. */
export async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_S * 1000;
  for (let rest = SHORTEST_MS; !(await isTrue()); rest = Math.min(LONGEST_MS, rest * 2)) {
    assert.ok(Date.now() < end, `not within ${PATIENCE_S} s: ${what}`);
    await pause(rest);
  }
}
