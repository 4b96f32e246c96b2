import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { withSignsOfLife } from "../../../scripts/platform/command/sign-of-life.ts";

beforeEach(() => mock.timers.enable({ apis: ["setInterval"] }));
afterEach(() => mock.timers.reset());

describe("a long run", () => {
  it("says that it is at work at each 10 s without a word", async () => {
    const said: string[] = [];
    await withSignsOfLife(
      (line) => said.push(line),
      async (report) => {
        report("create v2");
        mock.timers.tick(10_000);
        assert.deepEqual(said, ["create v2"]);
        mock.timers.tick(20_000);
      },
    );
    assert.match(
      said.slice(1).join("\n"),
      /^ {2}pulumi is at work, \d\.\d s\n {2}pulumi is at work, \d\.\d s$/,
    );
  });

  it("says nothing more once it has ended, well or not", async () => {
    const said: string[] = [];
    const failing = withSignsOfLife(
      (line) => said.push(line),
      async () => {
        throw new Error("no");
      },
    );
    await assert.rejects(failing, /no/);
    mock.timers.tick(60_000);
    assert.deepEqual(said, []);
  });
});
