import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refuseUnchanged, unlessStopped } from "../../../scripts/platform/command/interrupt.ts";

const STOPPED = {
  id: "SSM-STOPPED",
  exitCode: 4,
  message: "stopped as asked; nothing was changed in the stores",
};

describe("work that changes nothing", () => {
  it("comes to its end when nobody asks to stop", async () => {
    assert.equal(await unlessStopped(new AbortController().signal, async () => 7), 7);
    assert.equal(await unlessStopped(undefined, async () => 8), 8);
    assert.doesNotThrow(() => refuseUnchanged(undefined));
  });

  it("is left as soon as somebody asks to stop, and not begun afterwards", async () => {
    const controller = new AbortController();
    const never = () => new Promise<never>(() => {});
    const left = assert.rejects(unlessStopped(controller.signal, never), STOPPED);
    controller.abort();
    await left;
    let begun = false;
    const begin = async () => {
      begun = true;
    };
    await assert.rejects(unlessStopped(controller.signal, begin), STOPPED);
    assert.equal(begun, false);
    assert.throws(() => refuseUnchanged(controller.signal), STOPPED);
  });
});
