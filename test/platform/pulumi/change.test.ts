import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readJournal } from "../../../scripts/platform/instance/journal.ts";
import { changeTo } from "../../../scripts/platform/pulumi/change.ts";
import { putRight } from "../../../scripts/platform/pulumi/put-right.ts";
import { contextOf, stageOf } from "../../support/context.ts";
import { stateText, writeCopy, writeState } from "../../support/states.ts";

const AT_10 = [{ what: "deploy-finished", stage: "010-percent", v2: 10, changed: true }] as const;

describe("a change of the platform", () => {
  it("has a line in the journal before and after, also when it is refused", async (t) => {
    const context = await contextOf(t, {}, AT_10);
    writeState(context.instance, "torn");
    writeCopy(context.instance, 9, stateText("010-percent"));
    const to = stageOf(context, "025-percent");
    await assert.rejects(
      changeTo(context, stageOf(context, "010-percent"), to, { refresh: false, allowReplace: true }),
      {
        id: "SSM-STATE",
      },
    );
    const [, started, failed, ...rest] = (await readJournal(context.journal)).entries;
    assert.ok(started?.what === "deploy-started" && failed?.what === "deploy-failed");
    assert.deepEqual([started.from, started.stage, failed.changed], ["010-percent", "025-percent", false]);
    assert.match(failed.reason, /^the state of lab is CORRUPT: /);
    assert.deepEqual(rest, []);
  });
});

describe("putting the platform right", () => {
  it("needs a stage that is reached", async (t) => {
    await assert.rejects(putRight(await contextOf(t), false), {
      id: "SSM-NO-STAGE",
      exitCode: 1,
      message: "no stage is reached yet: npm start makes a platform",
    });
  });

  it("does not begin with a state that is corrupt", async (t) => {
    const context = await contextOf(t, {}, AT_10);
    writeState(context.instance, "");
    await assert.rejects(putRight(context, false), { id: "SSM-STATE", exitCode: 1 });
    assert.deepEqual(context.told, ["putting 010-percent right"]);
  });
});
