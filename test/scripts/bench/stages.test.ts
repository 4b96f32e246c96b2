import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadStacks } from "../../../infra/stage/load.ts";
import { wayTo } from "../../../scripts/bench/stages.ts";
import { stageNamed } from "../../../scripts/platform/deploy/stage-named.ts";
import { projectDir } from "../../../scripts/toolchain/paths.ts";

const { stages } = loadStacks({ dir: join(projectDir, "stacks"), place: "lab" });
const way = (from: string, to: string) =>
  wayTo(stages, stageNamed(stages, from), stageNamed(stages, to)).map(({ v2 }) => v2);

test("the way up leads through every stage", () => {
  assert.deepEqual(way("0", "50"), [10, 25, 50]);
  assert.deepEqual(way("75", "100"), [100]);
});

test("the way down is one step", () => {
  assert.deepEqual(way("100", "0"), [0]);
  assert.deepEqual(way("75", "10"), [10]);
});

test("there is no way to where one is", () => {
  assert.deepEqual(way("25", "25"), []);
});
