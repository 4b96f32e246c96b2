import { text } from "../../messages/messages.ts";
import { CommandError, EXIT, type ExitCode, printAnswer } from "../command/command.ts";
import type { AskDataSync } from "./data-sync.ts";
import { writeRepairPlan } from "./repair-plan.ts";
import { answers } from "./sync-answers.ts";
import { askedOf } from "./sync-asked.ts";
import { syncWords } from "./sync-words.ts";

/** How `npm run sync` asks a person. */
export type Confirm = (question: string) => Promise<boolean>;

/** What people may ask of data-sync; its other commands are for rollbacks and restores. */
const COMMANDS = ["status", "freeze", "unfreeze", "dead-letters", "conflicts", "verify", "v1-sessions"];
/** What a program finds what was found under, before what is about all of it. */
const FOUND: Readonly<Record<string, string>> = {
  "dead-letters": "letters",
  conflicts: "conflicts",
  verify: "differences",
};

/** The words after `npm run sync --` that data-sync understands, and the options that it leaves to this side. */
interface Use {
  readonly words: readonly string[];
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly repairPlan: string | null;
}

/**
 * Runs one command of data-sync and says what it answers. What cannot be taken back is told first and done only after a
 * yes: to go on after a freeze, and to drop dead letters. `--dry-run` only tells, `--yes` does not ask.
 */
export async function useDataSync(
  args: readonly string[],
  ask: AskDataSync,
  confirm: Confirm,
): Promise<ExitCode> {
  const [command = ""] = args;
  if (!COMMANDS.includes(command))
    throw new CommandError("SSM-USAGE", EXIT.wrongUse, text.sync.unknown(command, COMMANDS.join(", ")));
  const use = readUse(args);
  const { words, yes, dryRun, json, repairPlan } = use;
  if (repairPlan !== null) return writeRepairPlan(repairPlan, words, ask);
  const told = [...words, "--dry-run"];
  if (dryRun) return json ? answer(told, ask) : tell(told, ask, console.log);
  if (!yes && isFinal(words)) {
    const foreseen: object[] = [];
    const code = await tell(
      told,
      async (words, heard) =>
        ask(words, (answer) => {
          foreseen.push(answer);
          heard(answer);
        }),
      json ? console.error : console.log,
    );
    if (code !== EXIT.done) return code;
    if (isNothing(foreseen)) {
      if (json) printAnswer(joined(words, foreseen));
      return code;
    }
    if (!(await confirm(text.sync.ask)))
      throw new CommandError("SSM-DECLINED", EXIT.wrongUse, text.questions.declined);
  }
  return json ? answer(words, ask) : tell(words, ask, console.log);
}

/** Says every answer as it comes. */
async function tell(
  words: readonly string[],
  ask: AskDataSync,
  print: (line: string) => void,
): Promise<ExitCode> {
  const [command = "", what = "list"] = words.filter((word) => !word.startsWith("-"));
  const dryRun = words.includes("--dry-run");
  let found = 0;
  return askedOf(words, ask, (answer) => {
    for (const line of syncWords(command, answer, { what, dryRun, found })) print(line);
    found++;
  });
}

/** One object of all answers, for programs: what was found, and what the last answer says of it. */
async function answer(words: readonly string[], ask: AskDataSync): Promise<ExitCode> {
  const told: object[] = [];
  const code = await askedOf(words, ask, (one) => told.push(one));
  printAnswer(joined(words, told));
  return code;
}

function joined([command = ""]: readonly string[], told: readonly object[]): object {
  const list = FOUND[command];
  return { ...told.at(-1), ...(list !== undefined && { [list]: told.slice(0, -1) }) };
}

/** Whether what was told of is nothing at all: no freeze to end, no letter to drop. */
function isNothing([first]: readonly object[]): boolean {
  const thaw = answers.thawed.safeParse(first).data;
  if (thaw !== undefined) return thaw.frozen.length === 0 && thaw.from === null && !thaw.allowDeletes;
  return answers.letters.safeParse(first).success;
}

function isFinal(words: readonly string[]): boolean {
  const [command, what] = words.filter((word) => !word.startsWith("-"));
  return command === "unfreeze" || (command === "dead-letters" && what === "drop");
}

function readUse(args: readonly string[]): Use {
  const at = args.indexOf("--repair-plan");
  const file = args[at + 1];
  if (at >= 0 && (args[0] !== "verify" || file === undefined || file.startsWith("-")))
    throw new CommandError("SSM-USAGE", EXIT.wrongUse, text.sync.repairPlanUse);
  const words = args.filter(
    (word, index) =>
      word !== "--yes" && word !== "--dry-run" && (at < 0 || (index !== at && index !== at + 1)),
  );
  return {
    words,
    yes: args.includes("--yes"),
    dryRun: args.includes("--dry-run"),
    json: args.includes("--json"),
    repairPlan: at < 0 ? null : (file ?? null),
  };
}
