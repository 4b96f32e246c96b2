import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JournalEvent } from "../../../infra/gate/journal-entries.ts";
import {
  refuseKillSwitch,
  refuseUnsound,
  refuseWrongStage,
  stageReached,
} from "../../../scripts/platform/deploy/preflight.ts";
import { checkDown } from "../../../scripts/platform/rollback/rollback.ts";
import { contextOf, stageOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const REACHED: readonly JournalEvent[] = [
  { what: "deploy-finished", stage: "010-percent", v2: 10, changed: true },
];
const off = { containers: [partOf("gateway")], run: () => ({ code: 1 }) };
const on = { containers: [partOf("gateway")], run: () => ({ code: 0 }) };

describe("the stage that a platform is at", () => {
  it("is the last one that the journal says was reached", async (t) => {
    assert.equal(await stageReached(await contextOf(t)), null);
    assert.equal((await stageReached(await contextOf(t, {}, REACHED)))?.name, "010-percent");
    const failed: JournalEvent = { what: "deploy-failed", stage: "025-percent", changed: true, reason: "x" };
    assert.equal((await stageReached(await contextOf(t, {}, [...REACHED, failed])))?.name, "010-percent");
  });
});

describe("a stage that cannot be next", () => {
  const refused = async (
    context: Awaited<ReturnType<typeof contextOf>>,
    [from, to]: readonly [string | null, string],
    message: string,
  ) => {
    const at = from === null ? null : stageOf(context, from);
    await assert.rejects(refuseWrongStage(context, at, stageOf(context, to)), {
      id: "SSM-STAGE-ORDER",
      exitCode: 1,
      message,
    });
  };

  it("is refused with the one that can, or with the way down", async (t) => {
    const context = await contextOf(t, off);
    await refused(
      context,
      ["010-percent", "050-percent"],
      "the platform is at 010-percent, so 050-percent is not next: the next stage is 025-percent; stages are never skipped",
    );
    await refused(
      context,
      [null, "010-percent"],
      "the platform is empty, so 010-percent is not next: the next stage is 000-baseline; stages are never skipped",
    );
    await refused(
      context,
      ["050-percent", "010-percent"],
      "the platform is at 050-percent, so 010-percent is not next: to go down use: npm run rollback-v1 -- --to 10",
    );
  });

  it("is any stage while the kill switch is on", async (t) => {
    const context = await contextOf(t, on);
    const killed = {
      id: "SSM-KILLED",
      exitCode: 1,
      message:
        'the kill switch is on: every request goes to V1. Lift it when V2 is healthy: npm run kill-switch -- off --reason "…"',
    };
    await assert.rejects(refuseKillSwitch(context), killed);
    const [from, to] = [stageOf(context, "010-percent"), stageOf(context, "025-percent")];
    await assert.rejects(refuseWrongStage(context, from, to), killed);
  });
});

describe("a stage that can be next", () => {
  it("is the first on an empty platform, the following one, and the same again", async (t) => {
    const context = await contextOf(t, off);
    for (const [from, to] of [
      [null, "000-baseline"],
      ["010-percent", "025-percent"],
      ["010-percent", "010-percent"],
    ] as const)
      await refuseWrongStage(context, from === null ? null : stageOf(context, from), stageOf(context, to));
  });
});

describe("a platform with a sick part", () => {
  it("is held, with the name of the part and where to look", async (t) => {
    const context = await contextOf(t, {
      containers: [
        partOf("gateway"),
        partOf("v1", { state: "exited" }),
        partOf("v2", { status: "Up (unhealthy)" }),
        partOf("nexten", { status: "Up (unhealthy)" }),
      ],
    });
    await assert.rejects(refuseUnsound(context, stageOf(context, "010-percent")), {
      id: "SSM-SICK",
      exitCode: 2,
      message:
        "not healthy: lab-nexten (unhealthy), lab-v1 (exited), lab-v2 (unhealthy); see docker logs --tail 20 lab-nexten, docker logs --tail 20 lab-v2; put it right: npm run heal, or go back: npm run rollback-v1",
    });
  });

  it("has no log worth a look where the part was stopped or paused", async (t) => {
    const paused = partOf("v2", { state: "paused", status: "Up 2 minutes (Paused)" });
    const context = await contextOf(t, { containers: [partOf("v1", { state: "exited" }), paused] });
    await assert.rejects(refuseUnsound(context, stageOf(context, "010-percent")), {
      message:
        "not healthy: lab-v1 (exited), lab-v2 (paused); put it right: npm run heal, or go back: npm run rollback-v1",
    });
  });
});

describe("a rollback", () => {
  it("goes down by any number of stages, and to the same one", async (t) => {
    const context = await contextOf(t, {}, REACHED);
    for (const name of ["000-baseline", "010-percent"]) await checkDown(context, stageOf(context, name));
    const empty = await contextOf(t);
    await checkDown(empty, stageOf(empty, "000-baseline"));
  });

  it("never goes up", async (t) => {
    const context = await contextOf(t, {}, REACHED);
    await assert.rejects(checkDown(context, stageOf(context, "025-percent")), {
      id: "SSM-NOT-DOWN",
      exitCode: 1,
      message: "the platform is at 010-percent; 025-percent is above it, and a rollback only goes down",
    });
  });
});

describe("a rollback after the sunset", () => {
  it("is refused with the reason: there is no V1 to go back to", async (t) => {
    const gone = [{ what: "deploy-finished", stage: "130-sunset", v2: 100, changed: true }] as const;
    const context = await contextOf(t, {}, gone);
    for (const name of ["000-baseline", "100-percent"])
      await assert.rejects(checkDown(context, stageOf(context, name)), {
        id: "SSM-NO-V1",
        exitCode: 1,
        message:
          "V1's app is gone since the sunset: there is nothing to send anybody to, and nothing was changed. When V2 is sick: npm run status, npm run heal",
      });
  });
});

describe("a fence that is still up while the kill switch is off", () => {
  it("stops the next stage, with the command that lifts it", async (t) => {
    const run = (_id: string, [program]: readonly string[]) =>
      program === "cat" ? { code: 0, output: '{"since":1000,"closedAt":6000}' } : { code: 1 };
    const context = await contextOf(t, { containers: [partOf("gateway"), partOf("keeper")], run }, REACHED);
    await assert.rejects(
      refuseWrongStage(context, stageOf(context, "010-percent"), stageOf(context, "025-percent")),
      {
        id: "SSM-FENCED",
        exitCode: 1,
        message:
          'V2\'s app may not write in its store since the rollback of 1970-01-01T00:00:01.000Z. Give it that back: npm run kill-switch -- off --reason "…"',
      },
    );
  });
});
