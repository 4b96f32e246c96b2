import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { CommanderError } from "commander";
import { InputError } from "../../../infra/stage/problem.ts";
import {
  CommandError,
  EXIT,
  type ExitCode,
  printAnswer,
  runCommand,
} from "../../../scripts/platform/command/command.ts";
import { ToolchainError } from "../../../scripts/toolchain/toolchain-error.ts";

/** What a command with `--json` prints on standard output, an object per line. */
async function answers(t: TestContext, main: () => Promise<ExitCode>, ...args: string[]): Promise<unknown[]> {
  const before = { argv: process.argv, exitCode: process.exitCode };
  const printed = t.mock.method(console, "log", () => {});
  const said = t.mock.method(console, "error", () => {});
  process.argv = ["node", "status.ts", "--json", ...args];
  try {
    await runCommand("status", main);
    return printed.mock.calls.map((call) => JSON.parse(String(call.arguments[0])));
  } finally {
    process.argv = before.argv;
    process.exitCode = before.exitCode;
    printed.mock.restore();
    said.mock.restore();
  }
}

const failing = (error: Error) => async (): Promise<ExitCode> => {
  throw error;
};

describe("with --json a command", () => {
  it("answers with one object", async (t) => {
    const main = async () => {
      printAnswer({ stage: "010-percent" });
      return EXIT.held;
    };
    assert.deepEqual(await answers(t, main), [{ stage: "010-percent" }]);
  });

  it("leaves people's words and documents as they are, also on another instance", async (t) => {
    const found = { reason: "then npm run heal", keys: ["npm run status"] };
    const main = async () => {
      printAnswer(found);
      return EXIT.done;
    };
    assert.deepEqual(await answers(t, main, "--instance", "blue"), [found]);
  });

  it("answers with its failure, by id and exit code", async (t) => {
    const held = new CommandError("SSM-HELD", EXIT.held, "010-percent is held");
    assert.deepEqual(await answers(t, failing(held)), [
      { error: { id: "SSM-HELD", exitCode: 2, message: "010-percent is held" } },
    ]);
    const engine = new ToolchainError("SSM-ENGINE-SILENT", 1, ["no engine answers", "start it"]);
    assert.deepEqual(await answers(t, failing(engine)), [
      { error: { id: "SSM-ENGINE-SILENT", exitCode: 1, message: "no engine answers\nstart it" } },
    ]);
    assert.deepEqual(await answers(t, failing(new TypeError("x is undefined"))), [
      { error: { id: null, exitCode: 4, message: "x is undefined" } },
    ]);
  });

  it("answers with every mistake of the files, at its place", async (t) => {
    const problem = {
      file: "stacks/platform.yaml",
      line: 3,
      column: 5,
      path: "routes",
      message: "must be a list",
    };
    assert.deepEqual(await answers(t, failing(new InputError([problem]))), [
      {
        error: {
          id: "SSM-INPUT",
          exitCode: 1,
          message: "stacks/platform.yaml:3:5: routes must be a list",
          problems: [problem],
        },
      },
    ]);
  });

  it("answers wrong use, but not the question for help", async (t) => {
    const unknown = new CommanderError(1, "commander.unknownOption", "error: unknown option '--x'");
    assert.deepEqual(await answers(t, failing(unknown)), [
      { error: { id: "SSM-USAGE", exitCode: 1, message: "error: unknown option '--x'" } },
    ]);
    assert.deepEqual(await answers(t, failing(new CommanderError(0, "commander.help", "(help)"))), []);
  });

  it("answers with its failure beside what it found before", async (t) => {
    const main = async (): Promise<ExitCode> => {
      printAnswer({ stage: null });
      throw new CommandError("SSM-STATE", EXIT.failed, "the state is damaged");
    };
    assert.deepEqual(await answers(t, main), [
      { stage: null, error: { id: "SSM-STATE", exitCode: 4, message: "the state is damaged" } },
    ]);
  });
});
