import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JournalEvent } from "../../infra/gate/journal-entries.ts";
import { actDuring, machineWithLab, PENDING } from "../support/running-command.ts";

const REACHED: readonly JournalEvent[] = [
  { what: "deploy-finished", stage: "000-baseline", v2: 0, changed: true },
];

describe("rollback-v1 that is told to end", () => {
  for (const [name, when] of [
    ["SIGINT", /kill switch thrown/],
    ["SIGTERM", /\ndata: /],
  ] as const)
    it(`says that the traffic is on V1, ends after the running step and names the next command: ${name}`, async (t) => {
      const machine = await machineWithLab(t, REACHED);
      const args = ["rollback-v1.ts", "--json"];
      const { code, out, error } = await actDuring(machine, args, when, (child) => child.kill(name));
      assert.equal(code, 5, error);
      assert.match(
        error,
        /every request goes to V1; stopping after the running step\. Once more to stop at once\n/,
      );
      const answer = JSON.parse(out);
      assert.equal(out, `${JSON.stringify(answer)}\n`);
      assert.deepEqual([answer.error.id, answer.error.exitCode], ["SSM-ROLLBACK-PARTLY", 5]);
      assert.match(answer.error.message, /^traffic is on V1, .*\nfinish with: npm run rollback-v1$/s);
    });

  it("ends at once when it is told twice, and says so", async (t) => {
    const machine = await machineWithLab(t, REACHED);
    const args = ["rollback-v1.ts", "--json"];
    const { code, out, error } = await actDuring(machine, args, /kill switch thrown/, (child) => {
      for (const name of ["SIGINT", "SIGTERM"] as const) child.kill(name);
    });
    assert.equal(code, 5, error);
    assert.match(
      error,
      /\nrollback-v1: stopped at once, .* repairs what that leaves, and goes on \[SSM-STOPPED\]\n$/,
    );
    assert.equal(JSON.parse(out).error.id, "SSM-STOPPED");
  });

  it("goes on to its end when the terminal hangs up", async (t) => {
    const machine = await machineWithLab(t, PENDING);
    const ended = await actDuring(machine, ["rollback-v1.ts", "--resume"], /kill switch thrown/, (child) => {
      child.kill("SIGHUP");
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    });
    assert.deepEqual([ended.code, ended.signal], [0, null]);
  });
});

describe("heal that is told to end", () => {
  it("ends after the running step and names the next command", async (t) => {
    const machine = await machineWithLab(t, REACHED);
    const args = ["heal.ts", "--json"];
    const { code, out, error } = await actDuring(machine, args, /putting/, (child) => child.kill("SIGINT"));
    assert.equal(code, 5, error);
    assert.match(error, /\nstopping after the running step; the platform goes on serving\. /);
    assert.deepEqual(JSON.parse(out), {
      error: {
        id: "SSM-STOPPED",
        exitCode: 5,
        message:
          "stopped as asked: 000-baseline may not be quite right yet; the platform goes on serving\nfinish with: npm run heal",
      },
    });
  });
});
