import assert from "node:assert/strict";
import { test } from "node:test";
import { readUse } from "../../../scripts/bench/container-use.ts";

const MB = 2 ** 20;
const answer = (stats: object) => ({
  cpu_stats: { cpu_usage: { total_usage: 2_500_000_000, percpu_usage: [1, 2] } },
  memory_stats: { usage: 40 * MB, limit: 256 * MB, stats },
});

test("file pages that are given back on demand do not count, with either version of cgroups", () => {
  const use = { memoryMb: 30, cpuSeconds: 2.5 };
  assert.deepEqual(readUse(answer({ total_inactive_file: 10 * MB, inactive_file: 0 })), use);
  assert.deepEqual(readUse(answer({ inactive_file: 10 * MB, anon: 1 })), use);
});

test("an engine that tells no such pages is believed", () => {
  assert.deepEqual(readUse(answer({})), { memoryMb: 40, cpuSeconds: 2.5 });
});

test("a container that does not run has no use to read", () => {
  assert.throws(() => readUse({ cpu_stats: { cpu_usage: { total_usage: 0 } }, memory_stats: {} }));
});
