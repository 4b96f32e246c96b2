import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { output, type Screen } from "../../../scripts/platform/command/live-line.ts";

const CLEAR = "\r\u001b[J";

function screen(size: Omit<Screen, "write">): Screen & { readonly written: string[] } {
  const written: string[] = [];
  return { ...size, written, write: (text) => written.push(text) };
}

describe("progress on a terminal", () => {
  it("is written over, every row that it took", () => {
    const terminal = screen({ isTTY: true, columns: 24 });
    const { live } = output(terminal);
    live("010-percent");
    live("010-percent | split 10 % asked");
    live("010-percent");
    assert.deepEqual(terminal.written, [
      "010-percent",
      CLEAR,
      "010-percent | split 10 % asked",
      "\r\u001b[1A\u001b[J",
      "010-percent",
    ]);
  });

  it("makes way for lines that stay", () => {
    const terminal = screen({ isTTY: true, columns: 80 });
    const { live, report } = output(terminal);
    report("preflight");
    live("010-percent");
    report("verdict");
    report("applied");
    assert.deepEqual(terminal.written, ["preflight\n", "010-percent", CLEAR, "verdict\n", "applied\n"]);
  });

  it("takes 80 columns for granted where the width is not known", () => {
    for (const width of [{}, { columns: 0 }]) {
      const terminal = screen({ isTTY: true, ...width });
      const { live, report } = output(terminal);
      live("x".repeat(81));
      report("done");
      assert.deepEqual(terminal.written.slice(1), ["\r\u001b[1A\u001b[J", "done\n"]);
    }
  });
});

describe("progress in a log", () => {
  it("is a line of its own every 10 s, without any control character", (t) => {
    t.mock.timers.enable({ apis: ["Date"] });
    const log = screen({});
    const { live, report } = output(log);
    for (let second = 0; second < 25; second++) {
      live(`after ${second} s`);
      t.mock.timers.tick(1_000);
    }
    report("done");
    assert.deepEqual(log.written, ["  after 0 s\n", "  after 10 s\n", "  after 20 s\n", "done\n"]);
  });
});
