import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { isProgram } from "../../scripts/toolchain/process-owner.ts";

describe("the program of a process", () => {
  it("is told while it runs, and nobody else's", async () => {
    const child = spawn("sleep", ["30"]);
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    assert.deepEqual([isProgram(pid, "sleep"), isProgram(pid, "pulumi")], [true, false]);
    child.kill();
    await once(child, "exit");
    assert.equal(isProgram(pid, "sleep"), false);
  });
});
