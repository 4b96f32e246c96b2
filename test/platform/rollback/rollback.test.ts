import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { CommandError } from "../../../scripts/platform/command/command.ts";
import { deployLock } from "../../../scripts/platform/deploy/deploy-lock.ts";
import { readJournal } from "../../../scripts/platform/instance/journal.ts";
import {
  noteSwitch,
  notFinished,
  rollBack,
  trafficToV1,
} from "../../../scripts/platform/rollback/rollback.ts";
import { withLock } from "../../../scripts/toolchain/lock.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

describe("a rollback that is not finished", () => {
  it("says where the traffic is, what went wrong and what to do", () => {
    const cause = new Error("the engine is gone");
    const error = notFinished(cause, true);
    assert.deepEqual(
      [error.id, error.exitCode, error.message, error.cause],
      [
        "SSM-ROLLBACK-PARTLY",
        5,
        "traffic is on V1, but the declared state is not yet:\nthe engine is gone\nfinish with: npm run rollback-v1",
        cause,
      ],
    );
    assert.match(notFinished("text", true).message, /\ntext\n/);
  });

  it("says in words that the disk is full", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    const { message } = notFinished(full, true);
    assert.match(message, /is not yet:\nthe disk is full; .* \[SSM-NO-SPACE\]\nfinish with/);
  });

  it("says when the traffic is not back, and the id of what went wrong", () => {
    const error = notFinished(new CommandError("SSM-STATE", 1, "the state is CORRUPT"), false);
    assert.equal(
      error.message,
      "the kill switch is NOT thrown, and the declared state is not reached:\nthe state is CORRUPT [SSM-STATE]\nfinish with: npm run rollback-v1",
    );
  });
});

describe("a rollback that is stopped", () => {
  it("starts nothing more, says where the traffic is and how to finish", async (t) => {
    const parts = ["gateway", "keeper", "store-v2", "data-sync"].map((service) => partOf(service));
    const context = await contextOf(t, { containers: parts });
    const thrown = { at: Date.now(), seconds: 0.1 };
    await assert.rejects(rollBack(context, { reason: "x", thrown, signal: AbortSignal.abort() }), {
      id: "SSM-ROLLBACK-PARTLY",
      exitCode: 5,
      message:
        "traffic is on V1, but the declared state is not yet:\nstopped as asked [SSM-STOPPED]\nfinish with: npm run rollback-v1",
    });
    const { entries } = await readJournal(context.journal);
    assert.deepEqual(
      entries.map(({ what }) => what),
      ["kill-switch", "data-pending"],
    );
  });

  it("does so too while it waits for another change to end", async (t) => {
    const context = await contextOf(t);
    const stop = new AbortController();
    await withLock(deployLock(context), { what: "x", report: () => {} }, async () => {
      const going = rollBack(context, { reason: "x", thrown: null, signal: stop.signal });
      while (!context.told.some((line) => /changing the platform/.test(line))) await pause(10);
      stop.abort();
      await assert.rejects(going, {
        id: "SSM-ROLLBACK-PARTLY",
        message: /NOT thrown.*\nstopped as asked \[/,
      });
    });
  });
});

describe("a thrown switch in the journal", () => {
  const thrown = { at: Date.parse("2026-11-26T03:00:00Z"), seconds: 0.1 };

  it("is told once, with its time, however often a rollback comes to it", async (t) => {
    const { journal } = await contextOf(t);
    for (const reason of ["V2 is slow", "again"]) await noteSwitch(journal, reason, thrown);
    const { entries } = await readJournal(journal);
    assert.deepEqual(
      entries.map(({ time: _, who: __, ...entry }) => entry),
      [{ seq: 1, what: "kill-switch", action: "on", reason: "V2 is slow", at: "2026-11-26T03:00:00.000Z" }],
    );
  });

  it("is told again after somebody lifted it, and without a time where it is still to be thrown", async (t) => {
    const { journal } = await contextOf(t, {}, [
      { what: "kill-switch", action: "on", reason: "x" },
      { what: "kill-switch", action: "off", reason: "y" },
    ]);
    await noteSwitch(journal, "z", null);
    const last = (await readJournal(journal)).entries.at(-1);
    assert.ok(last?.what === "kill-switch");
    assert.deepEqual([last.action, last.reason, last.at], ["on", "z", undefined]);
  });
});

describe("the first step of a rollback", () => {
  it("throws the kill switch and tells how long it took", async (t) => {
    const { docker, instance, told, report } = await contextOf(t, { containers: [partOf("gateway")] });
    assert.ok((await trafficToV1(docker, instance, report)) !== null);
    assert.match(told.join(), /^kill switch thrown in \d\.\d s: every request goes to V1$/);
  });

  it("goes on without a gateway: the lower stage makes a new one", async (t) => {
    const { docker, instance, told, report } = await contextOf(t);
    assert.equal(await trafficToV1(docker, instance, report), null);
    assert.deepEqual(told, [
      "the kill switch is NOT thrown: there is no gateway to throw the kill switch of",
    ]);
  });
});
