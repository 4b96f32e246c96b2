import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { deploy, wrongFromOutside } from "../../../scripts/platform/deploy/deploy.ts";
import { deployLock } from "../../../scripts/platform/deploy/deploy-lock.ts";
import { watch } from "../../../scripts/platform/deploy/watch.ts";
import { readJournal } from "../../../scripts/platform/instance/journal.ts";
import { thisProcess } from "../../../scripts/toolchain/process-owner.ts";
import { contextOf, stageOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const killed = { containers: [partOf("gateway")], run: () => ({ code: 0 }) };

describe("a deploy", () => {
  it("is refused while another one runs, with the other's process", async (t) => {
    const context = await contextOf(t);
    writeFileSync(deployLock(context), JSON.stringify({ ...thisProcess(), id: "x", since: Date.now() }));
    await assert.rejects(
      deploy(context, stageOf(context, "000-baseline"), { dryRun: true, allowReplace: false }),
      {
        id: "SSM-BUSY",
        exitCode: 1,
        message: `another change of lab is running (pid ${process.pid}); wait for it`,
      },
    );
  });

  it("is rehearsed without a change, and without a word in the journal", async (t) => {
    const context = await contextOf(t);
    assert.equal(
      await deploy(context, stageOf(context, "000-baseline"), { dryRun: true, allowReplace: false }),
      0,
    );
    assert.deepEqual(context.told, [
      "preflight: from an empty platform to 000-baseline",
      "would now run pulumi up to 000-baseline; nothing was changed. To see it: npm run pulumi -- preview",
    ]);
    assert.deepEqual(await readJournal(context.journal), { entries: [], unreadable: [] });
  });

  it("changes nothing once somebody asked it to stop", async (t) => {
    const context = await contextOf(t);
    const options = { dryRun: false, allowReplace: false, signal: AbortSignal.abort() };
    await assert.rejects(deploy(context, stageOf(context, "000-baseline"), options), {
      id: "SSM-STOPPED",
      exitCode: 5,
      message:
        "stopped before 000-baseline was applied; what ran before goes on. Run the same command again, or npm run rollback-v1",
    });
    assert.deepEqual(await readJournal(context.journal), { entries: [], unreadable: [] });
  });

  it("says what is wrong from outside where nobody is on V2 who could be taken back", async (t) => {
    const zero = stageOf(await contextOf(t), "000-baseline");
    const error = wrongFromOutside(zero, "answers: 3 of 1000 users got none of a release");
    assert.deepEqual(
      [error.id, error.exitCode, error.message],
      [
        "SSM-DEPLOY-CHECK",
        5,
        "000-baseline is reached, but seen from outside: answers: 3 of 1000 users got none of a release\nlook again: npm run deploy-v2 -- 0",
      ],
    );
  });

  it("says after the sunset which command looks again", async (t) => {
    const error = wrongFromOutside(
      stageOf(await contextOf(t), "130-sunset"),
      "tls: a TLS 1.2 client was let in",
    );
    assert.equal(
      error.message,
      "130-sunset is reached, but seen from outside: tls: a TLS 1.2 client was let in\nlook again: npm run deploy-v2 -- 130-sunset",
    );
  });

  it("is refused before anything is judged while the kill switch is on", async (t) => {
    const context = await contextOf(t, killed);
    await assert.rejects(
      deploy(context, stageOf(context, "000-baseline"), { dryRun: false, allowReplace: false }),
      {
        id: "SSM-KILLED",
      },
    );
    assert.deepEqual(await readJournal(context.journal), { entries: [], unreadable: [] });
  });

  it("tells a verdict that holds before it looks at the parts", async (t) => {
    const reached = [{ what: "deploy-finished", stage: "010-percent", v2: 10, changed: true }] as const;
    const sick = [partOf("v2", { status: "Up 2 minutes (unhealthy)" })];
    const context = await contextOf(t, { containers: sick }, reached);
    const deployed = deploy(context, stageOf(context, "025-percent"), { dryRun: false, allowReplace: false });
    await assert.rejects(deployed, { id: "SSM-SICK", exitCode: 2 });
    const { entries } = await readJournal(context.journal);
    assert.deepEqual(
      entries.map(({ what }) => what),
      ["deploy-finished", "verdict"],
    );
  });

  it("writes the verdict on the stage that it would leave", async (t) => {
    const reached = [
      { what: "deploy-finished", stage: "010-percent", v2: 10, changed: true },
      { what: "deploy-started", from: "010-percent", stage: "025-percent" },
    ] as const;
    const context = await contextOf(t, { containers: [] }, reached);
    assert.equal(
      await deploy(context, stageOf(context, "025-percent"), { dryRun: true, allowReplace: false }),
      0,
    );
    const { entries } = await readJournal(context.journal);
    const last = entries.at(-1);
    assert.ok(last?.what === "verdict");
    assert.deepEqual([last.stage, last.kind], ["010-percent", "hold"]);
    assert.ok(context.told.includes("verdict of 010-percent: HOLD"));
    assert.ok(
      context.told.some((line) => line.startsWith("WARNING: V2 has 10% of the traffic and this is unclear")),
    );
  });
});

describe("the watch after a change", () => {
  it("is ended by hand, which does not end the stage", async (t) => {
    const context = await contextOf(t);
    const watched = watch(context, stageOf(context, "010-percent"), AbortSignal.abort());
    await assert.rejects(watched, {
      id: "SSM-WATCH-ENDED",
      exitCode: 5,
      message:
        "the watch was ended by hand; 010-percent is reached and goes on. To go back: npm run rollback-v1",
    });
    assert.deepEqual(context.told, ["watching 010-percent for 20 s"]);
  });

  it("that could not tell everything until its end says so", async (t) => {
    const known = await contextOf(t);
    const { place } = known.stacks;
    const short = { ...place, shorten: { ...place.shorten, watch: 0.1 } };
    const context = { ...known, stacks: { ...known.stacks, place: short } };
    assert.equal(await watch(context, stageOf(context, "010-percent"), undefined), null);
    assert.match(
      known.told.at(-1) ?? "",
      /^WARNING: the watch of 010-percent is over and could not tell everything: .*no data/,
    );
  });
});
