import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { directionBehind, fenceIn, watchFence } from "../../../infra/services/data-sync/fence.ts";

const FENCE = { since: 1_000, closedAt: 2_000 };

describe("the fence", () => {
  it("makes V1 win every conflict and what is left be carried, whatever the stage says", () => {
    const stage = { mode: "bidirectional", authority: "v2" } as const;
    assert.deepEqual(directionBehind(FENCE, stage), { mode: "drain", authority: "v1" });
    assert.equal(directionBehind(null, stage), stage);
  });

  it("is what its file says, and none where that is no fence", () => {
    assert.deepEqual(fenceIn(JSON.stringify(FENCE)), FENCE);
    assert.deepEqual(fenceIn('{"since":1,"closedAt":null}'), { since: 1, closedAt: null });
    for (const text of ["", "{", "null", '{"since":"now","closedAt":null}'])
      assert.equal(fenceIn(text), null);
  });

  it("is seen soon after it goes up or away", async (t) => {
    const dir = mkdtempSync(join(tmpdir(), "fence-"));
    const file = join(dir, "v2.json");
    const fence = await watchFence(file);
    t.after(() => {
      fence.close();
      rmSync(dir, { recursive: true });
    });
    assert.equal(fence.current(), null);
    writeFileSync(file, JSON.stringify(FENCE));
    for (let tries = 0; fence.current() === null && tries < 100; tries++) await pause(50);
    assert.deepEqual(fence.current(), FENCE);
    rmSync(file);
    for (let tries = 0; fence.current() !== null && tries < 100; tries++) await pause(50);
    assert.equal(fence.current(), null);
  });
});
