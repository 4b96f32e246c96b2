import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CommandError } from "../../scripts/platform/command.ts";
import { notFinished, trafficToV1 } from "../../scripts/platform/rollback.ts";
import { contextOf } from "../support/context.ts";
import { partOf } from "../support/fake-engine.ts";

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
