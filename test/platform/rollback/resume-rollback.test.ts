import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JournalEvent } from "../../../infra/gate/journal-entries.ts";
import { readJournal } from "../../../scripts/platform/instance/journal.ts";
import { pendingOf, resumeData } from "../../../scripts/platform/rollback/resume-rollback.ts";
import { contextOf, stageOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const DOWN: readonly JournalEvent[] = [
  { what: "data-pending", documents: 3, reason: "store-v2 does not run" },
  { what: "rollback-started", to: "010-percent", reason: "x" },
  { what: "rollback-finished", stage: "010-percent", v2: 10 },
];
const PARTS = ["keeper", "store-v2", "data-sync"].map((service) => partOf(service));

describe("a rollback that is resumed", () => {
  it("is the one whose data are pending", async (t) => {
    const context = await contextOf(t, {}, DOWN);
    assert.deepEqual(await pendingOf(context), { to: stageOf(context, "010-percent"), isDown: true });
  });

  it("is refused when nothing is pending", async (t) => {
    await assert.rejects(pendingOf(await contextOf(t)), {
      id: "SSM-NO-RESUME",
      exitCode: 1,
      message:
        "no data of a rollback are pending, nothing was changed. To go back to V1: npm run rollback-v1",
    });
  });

  const resume = async (t: Parameters<typeof contextOf>[0], said: object) => {
    const run = (_id: string, [program]: readonly string[]) =>
      program === "node" ? { code: 0, output: JSON.stringify(said) } : { code: 0 };
    const context = await contextOf(t, { containers: PARTS, run }, DOWN);
    const thrown = { at: 1_000, seconds: 0.1 };
    return { ...context, done: resumeData(context, await pendingOf(context), thrown) };
  };

  it("brings the data back and tells the journal", async (t) => {
    const said = { is: "done", documents: 3, left: 0, deadLetters: 0, conflicts: 0, seconds: 0.1 };
    const { done, journal } = await resume(t, said);
    const { to, data, applySeconds } = await done;
    assert.deepEqual([to, data.is, applySeconds], ["010-percent", "carried", 0]);
    assert.equal((await readJournal(journal)).entries.at(-1)?.what, "data-carried");
  });

  it("stays pending, with the same next command, when it does not work either", async (t) => {
    const { done } = await resume(t, { is: "frozen", reason: "by hand", changed: 3 });
    await assert.rejects(done, {
      id: "SSM-DATA-PENDING",
      exitCode: 5,
      message:
        "010-percent is reached and every user is on V1, but what V2 wrote last may not be: data-sync is frozen: by hand; see npm run sync -- status. about 3 documents to look at. V2's store keeps them; mend that, then: npm run rollback-v1 -- --resume",
    });
  });
});
