import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Verdict, verdict } from "../../../infra/gate/verdict.ts";
import { cpuPressure, withCpuShortage } from "../../../scripts/platform/gate/cpu-shortage.ts";
import { healthy } from "../../gate/healthy.ts";

const BUSY =
  "some avg10=63.18 avg60=27.03 avg300=29.37 total=7467117252\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";
const SLOW = "p95 trigger 283 ms > 150 ms over 5m";
const SHORTAGE =
  "this machine is short of CPU: for 63% of the last 10s something waited for a core, and V2 may be slow for that alone";

function reasons(judged: Verdict): readonly string[] {
  return judged.kind === "pass" ? [] : judged.reasons;
}

describe("a machine that is short of processors", () => {
  it("is named beside a V2 that is slow, and the verdict stays the same", () => {
    const slow = verdict(healthy({ triggerP95: 0.283, sustainedP95: 0.283 }));
    const said = withCpuShortage(slow, BUSY);
    assert.equal(said.kind, "rollback");
    assert.deepEqual(reasons(said), [SLOW, SHORTAGE]);
    assert.deepEqual(said.lines, slow.lines);
  });

  it("is named beside a V2 that fails", () => {
    const failing = verdict(healthy({ errorRate: 0.02 }));
    assert.equal(reasons(withCpuShortage(failing, BUSY)).at(-1), SHORTAGE);
  });

  it("is no reason where V2 is wrong, nothing is known of it, or only the hold is not over", () => {
    const wrong = verdict(healthy({ accuracyGain: 0.09 }));
    assert.deepEqual(withCpuShortage(wrong, BUSY), wrong);
    const unknown = verdict(healthy({ p95: null, errorRate: null }));
    assert.deepEqual(withCpuShortage(unknown, BUSY), unknown);
    const hold = { kind: "waiting", reasons: ["the hold ends in 9s"], earliestNext: 9 } as const;
    const waiting = verdict(healthy({}, { hold }));
    assert.deepEqual(withCpuShortage(waiting, BUSY), waiting);
  });

  it("keeps no stage that passes", () => {
    const fine = verdict(healthy());
    assert.deepEqual(withCpuShortage(fine, BUSY), fine);
  });

  it("is not named when it had cores to spare, or the kernel says nothing", () => {
    const slow = verdict(healthy({ triggerP95: 0.283, sustainedP95: 0.283 }));
    for (const pressure of [BUSY.replace("63.18", "49.90"), ""])
      assert.deepEqual(withCpuShortage(slow, pressure), slow);
  });

  it("is not looked for here when the engine is elsewhere", () => {
    assert.equal(cpuPressure("tcp://10.0.0.7:2376"), "");
  });
});
