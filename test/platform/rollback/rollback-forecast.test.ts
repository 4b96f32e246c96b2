import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JournalEntry } from "../../../infra/gate/journal-entries.ts";
import { restoreStep } from "../../../scripts/platform/rollback/restore-forecast.ts";
import {
  earlierRollbacks,
  forecast,
  forecastLines,
} from "../../../scripts/platform/rollback/rollback-forecast.ts";
import { contextOf, stageOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const at = (second: number) => ({ time: new Date(second * 1000).toISOString(), who: "ana", seq: second });
const rollback = (second: number): JournalEntry[] => [
  { ...at(second), what: "kill-switch", action: "on", reason: "x" },
  { ...at(second + 6), what: "data-carried", documents: 4, conflicts: 0, deadLetters: 0, seconds: 5.5 },
  { ...at(second + 7), what: "rollback-started", to: "000-baseline", reason: "x" },
  { ...at(second + 20), what: "rollback-finished", stage: "000-baseline", v2: 0 },
];

describe("what a rollback would do", () => {
  it("is told step by step, with what the last ones took", () => {
    const earlier = earlierRollbacks([...rollback(0), ...rollback(100)]);
    const lines = forecastLines({
      from: "025-percent",
      documents: 4,
      steps: ["one", "two"],
      earlier,
      restore: null,
    });
    assert.deepEqual(lines, [
      "would, in this order:",
      "  1. one",
      "  2. two",
      "the last 2 took 5.5 s for the data and 13.0 s for pulumi up",
      "nothing was changed",
    ]);
  });

  it("counts one document as one", async (t) => {
    const run = () => ({ code: 0, output: JSON.stringify({ is: "waiting", changed: 1 }) });
    const context = await contextOf(t, { containers: [partOf("gateway"), partOf("data-sync")], run });
    const { steps } = await forecast(context, stageOf(context, "000-baseline"), false, null);
    assert.ok(
      steps.some((step) => step.endsWith("its last complete pass: about 1 document")),
      steps.join(),
    );
  });

  it("says when nothing is known of earlier ones; one that never ended counts for nothing", () => {
    const earlier = earlierRollbacks(rollback(0).slice(0, 3));
    assert.ok(
      forecastLines({ from: null, documents: null, steps: [], earlier, restore: null }).includes(
        "no rollback of this instance was finished yet, so nothing tells how long it takes here",
      ),
    );
  });

  it("names what does not run, and what that means", async (t) => {
    const containers = [
      partOf("gateway"),
      partOf("store-v2", { state: "exited" }),
      partOf("data-sync", { state: "exited" }),
    ];
    const context = await contextOf(t, { containers }, [
      { what: "deploy-finished", stage: "025-percent", v2: 25, changed: true },
    ]);
    const { steps } = await forecast(context, stageOf(context, "000-baseline"), false, null);
    assert.deepEqual(steps, [
      "throw the kill switch: every request goes to V1 (within 1 s)",
      "store-v2 does not run: its data would be left pending (exit code 5)",
      "give V2's app no right to write in store-v2 any more, at most 5 s later and until the kill switch is lifted",
      "let data-sync, which does not run and would be started, carry and compare what changed since its last complete pass: an unknown number of documents",
      "run pulumi up from 025-percent to 000-baseline",
      "look through the public address",
    ]);
    assert.equal(
      (await forecast(context, stageOf(context, "000-baseline"), true, null)).steps[1],
      "start store-v2",
    );
    const restore = { snapshot: "a", takenAt: "then", found: null, frozen: null, snapshotSeconds: null };
    const told = await forecast(context, stageOf(context, "000-baseline"), false, restore);
    assert.deepEqual([told.restore, told.steps.at(-1)], [restore, restoreStep(restore)]);
  });

  it("makes a gateway where there is none, and then throws the switch", async (t) => {
    const context = await contextOf(t, { containers: [partOf("v1")] }, [
      { what: "deploy-finished", stage: "025-percent", v2: 25, changed: true },
    ]);
    const { steps } = await forecast(context, stageOf(context, "000-baseline"), false, null);
    assert.deepEqual(steps, [
      "run pulumi up from 025-percent to 000-baseline, which makes the gateway: there is none",
      "throw the kill switch: every request goes to V1 (within 1 s)",
      "give V2's app no right to write in store-v2 any more, at most 5 s later and until the kill switch is lifted",
      "let data-sync carry and compare what changed since its last complete pass: an unknown number of documents",
      "look through the public address",
    ]);
  });

  it("says where the stage is reached already that only the kill switch keeps the traffic on V1", async (t) => {
    for (const [at, v2, more] of [
      [
        "100-percent",
        100,
        ": no stage is left to go down, the kill switch alone keeps the traffic on V1 until it is lifted",
      ],
      ["000-baseline", 0, ""],
    ] as const) {
      const context = await contextOf(t, { containers: [partOf("gateway")] }, [
        { what: "deploy-finished", stage: at, v2, changed: true },
      ]);
      const { steps } = await forecast(context, stageOf(context, at), false, null);
      assert.equal(steps.at(-2), `run pulumi up at ${at}, which is reached already${more}`);
    }
  });

  it("throws no switch where a rollback that is down is resumed without a gateway", async (t) => {
    const containers = [partOf("store-v2"), partOf("data-sync")];
    const context = await contextOf(t, { containers });
    const { steps } = await forecast(context, stageOf(context, "000-baseline"), true, null);
    assert.deepEqual(
      steps.map((step) => step.slice(0, 30)),
      ["give V2's app no right to writ", "let data-sync carry and compar"],
    );
  });
});
