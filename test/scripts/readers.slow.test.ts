import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { actDuring, machineWithLab, PENDING } from "../support/running-command.ts";

describe("a reader that leaves, as head does,", () => {
  for (const stream of ["stdout", "stderr"] as const)
    it(`does not end a rollback, which goes on to its end: ${stream}`, async (t) => {
      const machine = await machineWithLab(t, PENDING);
      const args = ["run.mjs", "rollback-v1", "--resume", ...(stream === "stderr" ? ["--json"] : [])];
      const ended = await actDuring(machine, args, /kill switch thrown/, (child) => child[stream].destroy());
      assert.equal(ended.code, 0);
      assert.doesNotMatch(ended.error, /EPIPE|node:/);
      assert.match(readFileSync(join(machine.dir, "journal.jsonl"), "utf8"), /"data-carried"/);
    });

  it("does not end a command that only tells: there is nothing to say about it", async (t) => {
    const machine = await machineWithLab(t);
    const leave = ({ stdout }: { readonly stdout: { destroy(): unknown } }) => stdout.destroy();
    const { code, error } = await actDuring(machine, ["run.mjs", "status"], /instance lab/, leave);
    assert.deepEqual([code, error], [0, ""]);
  });
});
