import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { gateway } from "../support/kill-switch.ts";
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

  it("is no failure of the kill switch, which says nothing about it", async (t) => {
    const engine = await gateway(t);
    const script = join(import.meta.dirname, "../../scripts/kill-switch.mjs");
    const pipe = `set -o pipefail; "${process.execPath}" "${script}" on | head -0`;
    const env = { PATH: process.env.PATH, SSM_STATE_DIR: "/nowhere", DOCKER_SOCKET: engine.socket };
    const { stderr } = await promisify(execFile)("bash", ["--norc", "-c", pipe], { env });
    assert.deepEqual([stderr, engine.flag.isThere], ["", true]);
  });

  it("does not end a command that only tells: there is nothing to say about it", async (t) => {
    const machine = await machineWithLab(t);
    const leave = ({ stdout }: { readonly stdout: { destroy(): unknown } }) => stdout.destroy();
    const { code, error } = await actDuring(machine, ["run.mjs", "status"], /instance lab/, leave);
    assert.deepEqual([code, error], [0, ""]);
  });
});
