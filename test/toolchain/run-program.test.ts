import assert from "node:assert/strict";
import { test } from "node:test";
import { runProgram } from "../../scripts/toolchain/run-program.ts";

test("all lines of both outputs are given back", async () => {
  const lines = await runProgram("sh", ["-c", "echo out; echo err >&2"]);
  assert.deepEqual(lines.toSorted(), ["err", "out"]);
});

test("a failure tells the program, its exit code and the end of what it said", async () => {
  await assert.rejects(runProgram("sh", ["-c", "seq 1 20; exit 3"]), {
    name: "ProgramError",
    message: ["sh -c seq 1 20; exit 3: exit code 3", ...numbers(6, 20)].join("\n"),
    lines: numbers(6, 20),
  });
});

test("a program that is not there fails with the system's words", async () => {
  await assert.rejects(runProgram("no-such-program", []), {
    message: "no-such-program: spawn no-such-program ENOENT",
  });
});

test("an aborted program has ended before the failure is told", async () => {
  const stop = new AbortController();
  const script = "trap 'sleep 0.1; echo ended; exit 1' TERM; echo ready; while :; do sleep 0.05; done";
  const said: string[] = [];
  const run = runProgram("sh", ["-c", script], {
    signal: stop.signal,
    onLine: (line) => {
      said.push(line);
      if (line === "ready") stop.abort();
    },
  });
  await assert.rejects(run, /The operation was aborted/);
  assert.deepEqual(said, ["ready", "ended"]);
});

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
