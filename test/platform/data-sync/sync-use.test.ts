import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { EXIT, type ExitCode, runCommand } from "../../../scripts/platform/command/command.ts";
import type { AskDataSync } from "../../../scripts/platform/data-sync/data-sync.ts";
import { useDataSync } from "../../../scripts/platform/data-sync/sync-use.ts";

const COUNTED = { compared: 2, equal: 1, different: 1 };

/** What data-sync was asked, by an operator who answers every question with `answer`. */
async function used(
  args: readonly string[],
  answer = false,
  code: ExitCode = EXIT.done,
  answers: readonly object[] = [{ compared: 1 }],
) {
  const asked: string[] = [];
  const ask: AskDataSync = async (words, heard) => {
    asked.push(words.join(" "));
    for (const answer of answers) heard(answer);
    return code;
  };
  let questions = 0;
  const result = await useDataSync(args, ask, async () => {
    questions++;
    return answer;
  }).catch((error: Error) => error.message);
  return { asked, questions, result };
}

/** What a program reads of a data-sync that answers this and ends with exit code 2. */
async function asProgram(t: TestContext, args: readonly string[], answers: readonly object[]) {
  const log = t.mock.method(console, "log", () => {});
  t.mock.method(console, "error", () => {});
  const { argv, exitCode } = process;
  process.argv = ["node", "sync.ts", ...args];
  const ask: AskDataSync = async (_, heard) => {
    for (const answer of answers) heard(answer);
    return EXIT.held;
  };
  await runCommand("sync", () => useDataSync(args, ask, async () => false));
  const code = process.exitCode;
  Object.assign(process, { argv, exitCode });
  const lines = log.mock.calls.map((call) => String(call.arguments[0]));
  return { code, lines, printed: lines.map((line): unknown => JSON.parse(line)) };
}

describe("what cannot be taken back", () => {
  for (const command of ["unfreeze --from v2", "dead-letters drop offer:1"]) {
    it(`is told first and done after a yes: ${command}`, async () => {
      assert.deepEqual(await used(command.split(" "), true), {
        asked: [`${command} --dry-run`, command],
        questions: 1,
        result: EXIT.done,
      });
    });

    it(`is not done after a no: ${command}`, async () => {
      assert.deepEqual(await used(command.split(" ")), {
        asked: [`${command} --dry-run`],
        questions: 1,
        result: "nothing was changed; --yes does not ask",
      });
    });

    it(`is done at once with --yes, and only told with --dry-run: ${command}`, async () => {
      const yes = await used([...command.split(" "), "--yes"]);
      assert.deepEqual([yes.asked, yes.questions], [[command], 0]);
      const dry = await used([...command.split(" "), "--dry-run", "--yes"]);
      assert.deepEqual([dry.asked, dry.questions], [[`${command} --dry-run`], 0]);
    });
  }

  for (const [command, answer, said] of [
    [
      "unfreeze",
      { frozen: [], from: null, allowDeletes: false, dryRun: true },
      "nothing is frozen: nothing to do",
    ],
    ["dead-letters drop", { dropped: 0 }, "there are no dead letters: nothing to do"],
  ] as const)
    it(`is not asked about where there is nothing: ${command}`, async (t) => {
      const printed = t.mock.method(console, "log", () => {});
      assert.deepEqual(await used(command.split(" "), false, EXIT.done, [answer]), {
        asked: [`${command} --dry-run`],
        questions: 0,
        result: EXIT.done,
      });
      assert.deepEqual(
        printed.mock.calls.map((call) => call.arguments[0]),
        [said],
      );
    });

  it("is told first wherever an option stands between its words", async () => {
    const { questions } = await used(["dead-letters", "--json", "drop", "offer:1"]);
    assert.equal(questions, 1);
  });

  it("is not asked about when it would be refused", async () => {
    assert.deepEqual(await used(["unfreeze"], true, EXIT.wrongUse), {
      asked: ["unfreeze --dry-run"],
      questions: 0,
      result: EXIT.wrongUse,
    });
  });
});

it("everything else is done without a question", async () => {
  for (const command of ["status --json", "freeze --reason x", "dead-letters retry", "verify --full"])
    assert.deepEqual((await used(command.split(" "))).asked, [command]);
});

describe("an answer of data-sync", () => {
  it("is refused by its id, in words, with the exit code that data-sync ended with", async () => {
    const away = [{ refused: "storesAway", about: "store-v2\u001b" }];
    assert.equal(
      (await used(["status"], false, EXIT.failed, away)).result,
      "store-v2\\u001b cannot be reached; npm run status shows what runs",
    );
    const usage = [{ refused: "usage", about: "error: unknown option '--no'\n(Did you mean --now?)" }];
    assert.equal(
      (await used(["status", "--no"], false, EXIT.wrongUse, usage)).result,
      "unknown option '--no' (Did you mean --now?); npm run sync -- --help tells what each takes",
    );
  });

  it("that never came is a failure", async () => {
    assert.equal(
      (await used(["status"], false, EXIT.failed, [])).result,
      "data-sync ended before it had answered; if it is of another version than this checkout, `npm run heal` makes it again",
    );
  });

  it("is one object for programs: what was found, and what is said of all of it", async (t) => {
    const different = {
      side: null,
      key: "offer:1\u202e",
      is: "different",
      fields: ["titre"],
      repair: "retry",
    };
    const answers = [different, { compared: 9, reached: "v1:5" }, COUNTED];
    const { printed, lines } = await asProgram(t, ["verify", "--json"], answers);
    assert.deepEqual(printed, [{ ...COUNTED, differences: [different] }]);
    assert.doesNotMatch(lines.join(), /\p{C}/u);
  });
});

describe("a repair plan", () => {
  const folder = (t: TestContext) => {
    const dir = mkdtempSync(join(tmpdir(), "ssm-plan-"));
    t.after(() => rmSync(dir, { recursive: true }));
    return dir;
  };

  it("holds what data-sync tells as JSON, and keeps its exit code", async (t) => {
    const dir = folder(t);
    const file = join(dir, "plan.jsonl");
    const args = ["verify", "--full", "--repair-plan", file];
    const { asked, result } = await used(args, false, EXIT.held, [COUNTED]);
    assert.deepEqual([asked, result], [["verify --full"], EXIT.held]);
    assert.equal(readFileSync(file, "utf8"), `${JSON.stringify(COUNTED)}\n`);
    assert.deepEqual(readdirSync(dir), ["plan.jsonl"]);
  });

  it("says what was compared, which is not everything, and what came of it", async (t) => {
    const file = join(folder(t), "plan.jsonl");
    const printed = t.mock.method(console, "log", () => {});
    const equal = { compared: 3, equal: 3, different: 0 };
    const plan = ["--repair-plan", file];
    await used(["verify", "--sample", "3", ...plan], false, EXIT.done, [equal]);
    await used(["verify", "--from", "v1:5", ...plan], false, EXIT.done, [{ ...equal, compared: 1 }]);
    await used(["verify", ...plan], false, EXIT.held, [COUNTED]);
    assert.deepEqual(
      printed.mock.calls.map((call) => String(call.arguments[0])),
      [
        `3 documents compared by chance: all equal; ${file} says so`,
        `1 document compared from there on: all equal; ${file} says so`,
        `2 documents compared: 1 not equal; ${file} lists how`,
      ],
    );
  });

  it("tells programs the counts", async (t) => {
    const file = join(folder(t), "plan.jsonl");
    const { code, printed } = await asProgram(t, ["verify", "--json", "--repair-plan", file], [COUNTED]);
    assert.deepEqual([code, printed], [EXIT.held, [{ plan: file, ...COUNTED }]]);
  });

  it("is not there when the comparison failed, nor half of it", async (t) => {
    const dir = folder(t);
    const args = ["verify", "--repair-plan", join(dir, "plan.jsonl")];
    assert.equal((await used(args, false, EXIT.failed)).result, EXIT.failed);
    assert.deepEqual(readdirSync(dir), []);
  });

  it("needs a folder that is there, a file, and verify", async () => {
    const nowhere = join(tmpdir(), "ssm-not-there", "plan");
    const ask: AskDataSync = async () => EXIT.done;
    await assert.rejects(
      useDataSync(["verify", "--repair-plan", nowhere], ask, async () => false),
      { id: "SSM-FOLDER", exitCode: EXIT.wrongUse },
    );
    assert.equal(
      (await used(["verify", "--repair-plan", nowhere])).result,
      `${nowhere} cannot be written (ENOENT): name a file in a folder that is there and allowed`,
    );
    const dir = mkdtempSync(join(tmpdir(), "ssm-plan-"));
    for (const file of [dir, `${dir}/plan/`, ""])
      assert.deepEqual(await used(["verify", "--repair-plan", file]), {
        asked: [],
        questions: 0,
        result: `--repair-plan takes the path of a file, got '${file}'`,
      });
    rmSync(dir, { recursive: true });
    const usage =
      "--repair-plan belongs to verify and takes the file to write: verify --full --repair-plan plan.jsonl";
    for (const args of ["status --repair-plan x", "verify --repair-plan", "verify --repair-plan --full"])
      assert.equal((await used(args.split(" "))).result, usage);
  });
});

describe("the commands of data-sync that are for rollbacks and restores", () => {
  for (const word of ["restore", "last-pass", "nonsense", ""])
    it(`are nobody's to ask for: ${JSON.stringify(word)}`, async () => {
      const { asked, result } = await used([word, "store-v1"]);
      assert.deepEqual(asked, []);
      assert.equal(
        result,
        `there is no command ${JSON.stringify(word)} here; expected one of status, freeze, unfreeze, dead-letters, conflicts, verify, v1-sessions`,
      );
    });
});
