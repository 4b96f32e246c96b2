import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { logText } from "../../../../infra/targets/docker/providers/log-text.ts";

function frame(text: string): Buffer {
  const header = Buffer.alloc(8);
  header[0] = 1;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

describe("the text of a container's log", () => {
  it("is what the frames hold, in their order", () => {
    assert.equal(
      logText(Buffer.concat([frame("première\n"), frame(""), frame("second\n")])),
      "première\nsecond\n",
    );
  });

  it("leaves out a header that was cut off", () => {
    assert.equal(logText(Buffer.concat([frame("whole\n"), Buffer.alloc(5)])), "whole\n");
    assert.equal(logText(Buffer.alloc(0)), "");
  });
});
