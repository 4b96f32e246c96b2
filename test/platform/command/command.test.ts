import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it, type TestContext } from "node:test";
import { Command } from "commander";
import { InputError } from "../../../infra/stage/problem.ts";
import { CommandError, EXIT, type ExitCode, runCommand } from "../../../scripts/platform/command/command.ts";
import { ToolchainError } from "../../../scripts/toolchain/toolchain-error.ts";

/** What a command came to: its exit code and what it printed as errors. */
async function outcome(t: TestContext, main: () => Promise<ExitCode>): Promise<[unknown, string]> {
  const printed = t.mock.method(console, "error", () => {});
  await runCommand("deploy-v2", main);
  return [process.exitCode, printed.mock.calls.map((call) => call.arguments.join(" ")).join("\n")];
}

describe("a command", () => {
  let before: typeof process.exitCode;
  beforeEach(() => {
    before = process.exitCode;
  });
  afterEach(() => {
    process.exitCode = before;
  });

  it("ends with the exit code that it came to, and says nothing more", async (t) => {
    for (const code of Object.values(EXIT)) assert.deepEqual(await outcome(t, async () => code), [code, ""]);
  });

  it("tells a failure by its message and its id", async (t) => {
    const fail = async () => {
      throw new CommandError("SSM-HELD", EXIT.held, "010-percent is held: too few requests");
    };
    assert.deepEqual(await outcome(t, fail), [
      2,
      "deploy-v2: 010-percent is held: too few requests [SSM-HELD]",
    ]);
  });

  it("tells a mistake in a file by its place, and that nothing was changed", async (t) => {
    const fail = async () => {
      throw new InputError(["stacks/stages/025-percent.yaml:3:5: v2 must be a whole percentage"]);
    };
    assert.deepEqual(await outcome(t, fail), [
      1,
      "deploy-v2: the input was refused, nothing was changed [SSM-INPUT]\nstacks/stages/025-percent.yaml:3:5: v2 must be a whole percentage",
    ]);
  });

  it("names the folder that cannot be written, and how to take another", async (t) => {
    // Node's recursive mkdir says ENOENT of a read-only file system.
    for (const [code, syscall] of [
      ["EROFS", "open"],
      ["ENOENT", "mkdir"],
    ]) {
      const fail = async () => {
        throw Object.assign(new Error("refused"), { code, syscall, path: "/state/lab" });
      };
      assert.deepEqual(await outcome(t, fail), [
        4,
        `deploy-v2: /state/lab cannot be written (${code}); the platform goes on serving. Allow it, or name other folders with SSM_STATE_DIR and SSM_CACHE_DIR [SSM-FOLDER]`,
      ]);
      t.mock.restoreAll();
    }
  });

  it("tells what a machine lacks in the words of the preparation", async (t) => {
    const fail = async () => {
      throw new ToolchainError("SSM-SPACE", 4, [
        "3 GB are free, 5 GB are needed",
        "make room and run this again",
      ]);
    };
    assert.deepEqual(await outcome(t, fail), [
      4,
      "deploy-v2: 3 GB are free, 5 GB are needed\nmake room and run this again [SSM-SPACE]",
    ]);
  });

  it("tells a full disk by what could not be written, and what to do", async (t) => {
    const [code, text] = await outcome(t, async () => {
      writeFileSync("/dev/full", "a line");
      return EXIT.done;
    });
    assert.equal(code, 4);
    assert.equal(
      text,
      "deploy-v2: the disk is full; the platform goes on serving. Make room, then run the same command again; npm run kill-switch needs no room [SSM-NO-SPACE]",
    );
  });

  it("shows a fault of ours with its stack, as a failure", async (t) => {
    const [code, text] = await outcome(t, async () => {
      throw new TypeError("x is undefined");
    });
    assert.equal(code, 4);
    assert.match(text, /^deploy-v2: unexpected failure\nTypeError: x is undefined\n {4}at /);
  });

  it("ends well after its help, and as wrong use after an unknown option, without a stack", async (t) => {
    const command = () =>
      new Command("x").exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
    const parse = (...args: string[]) =>
      outcome(t, async () => {
        command().parse(args, { from: "user" });
        return EXIT.done;
      });
    assert.deepEqual(await parse("--help"), [0, ""]);
    assert.deepEqual(await parse("--nonsense"), [
      1,
      "deploy-v2: wrong use, nothing was changed; options stand behind a -- of their own: npm run deploy-v2 -- --help [SSM-USAGE]",
    ]);
    assert.deepEqual(await parse(), [0, ""]);
  });
});
