import { CommanderError } from "commander";
import { plain } from "../../../infra/services/data-sync/commands/plain.ts";
import { InputError } from "../../../infra/stage/problem.ts";
import { text } from "../../messages/messages.ts";
import { aimedHere } from "../../messages/next-command.mjs";
import { messageOf } from "../../toolchain/message-of.ts";
import { outliveReaders } from "../../toolchain/outlive-readers.mjs";
import { ToolchainError } from "../../toolchain/toolchain-error.ts";
import { isNoSpace } from "../instance/no-space.ts";
import { isUnwritable } from "../instance/unwritable.ts";

/** Exit codes of every command; see docs/architecture.md. */
export const EXIT = { done: 0, wrongUse: 1, held: 2, rolledBack: 3, failed: 4, partly: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that people read: what happened, what to do next. Never shown with a stack trace. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  /** Stable, so that it can be searched for. */
  readonly id: string;
  /** The parts of the message, for programs. */
  readonly problems: readonly object[] | undefined;

  constructor(
    id: string,
    exitCode: ExitCode,
    message: string,
    options: ErrorOptions & { readonly problems?: readonly object[] } = {},
  ) {
    super(message, options);
    this.id = id;
    this.exitCode = exitCode;
    this.problems = options.problems;
  }
}

/** Says a line on standard output; the commands that it names act on the instance and engine of this run. */
export function say(line: string): void {
  console.log(aimedHere(line));
}

/** Says it on standard error. */
export function sayAside(line: string): void {
  console.error(aimedHere(line));
}

/** The command that runs, and what it has found. */
let command = "";
let answer: object | null = null;

/**
 * Prints the one JSON object that a command with `--json` has on standard output, once it is known how it ends. As it is:
 * it holds people's words and documents, and whoever names a next command in it says on what that acts.
 */
export function printAnswer(found: object): void {
  answer = found;
}

/**
 * Runs a command to its exit code: 0 after `--help`. People's mistakes are printed as their message alone;
 * anything else is a fault of ours, shown with its stack and exit code 4. With `--json` a failure is an answer, beside
 * what was found before it. Whoever reads what it prints may leave at any time.
 */
export async function runCommand(name: string, main: () => Promise<ExitCode>): Promise<void> {
  command = name;
  outliveReaders();
  try {
    process.exitCode = await main();
  } catch (error) {
    fail(inWords(error));
  }
  giveAnswer();
}

/** Ends the process at once, telling why as the command itself would. */
export function endNow(why: CommandError): never {
  fail(why);
  giveAnswer();
  process.exit();
}

function giveAnswer(): void {
  if (answer !== null) console.log(plain(JSON.stringify(answer)));
  answer = null;
}

function fail(error: unknown): void {
  process.exitCode = exitCodeOf(error);
  // Commander has printed the help or the mistake itself.
  if (!(error instanceof CommanderError)) sayAside(describe(error));
  else if (error.exitCode !== 0) console.error(`${command}: ${text.stateErrors.usage(command)} [SSM-USAGE]`);
  if (process.argv.includes("--json") && process.exitCode !== EXIT.done)
    answer = { ...answer, error: failureOf(error, process.exitCode) };
}

/** What the system refuses, a full disk or a folder that cannot be written, as a CommandError; anything else as it is. */
export function inWords(error: unknown): unknown {
  if (isNoSpace(error)) return noSpace(error);
  return isUnwritable(error) ? unwritable(error) : error;
}

function unwritable({
  path,
  code,
}: {
  readonly path: string;
  readonly code?: string | undefined;
}): CommandError {
  return new CommandError("SSM-FOLDER", EXIT.failed, text.stateErrors.unwritable(path, code));
}

function noSpace({ path }: NodeJS.ErrnoException): CommandError {
  const where = path === undefined ? "" : ` (${path})`;
  return new CommandError("SSM-NO-SPACE", EXIT.failed, text.stateErrors.full(where));
}

/** A failure as programs read it; a fault of ours has no id. */
function failureOf(error: unknown, exitCode: number): object {
  const message = aimedHere(messageOf(error));
  if (error instanceof InputError) return { id: error.id, exitCode, message, problems: error.problems };
  if (error instanceof CommandError)
    return { id: error.id, exitCode, message, ...(error.problems && { problems: error.problems }) };
  if (error instanceof ToolchainError) return { id: error.id, exitCode, message };
  return { id: error instanceof CommanderError ? "SSM-USAGE" : null, exitCode, message };
}

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError || error instanceof ToolchainError) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  return error instanceof InputError ? EXIT.wrongUse : EXIT.failed;
}

function describe(error: unknown): string {
  if (error instanceof CommandError) return `${command}: ${error.message} [${error.id}]`;
  if (error instanceof InputError)
    return `${command}: ${text.errors.inputRefused} [${error.id}]\n${error.message}`;
  if (error instanceof ToolchainError) return `${command}: ${error.message} [${error.id}]`;
  return `${command}: ${text.errors.unexpected}\n${error instanceof Error ? error.stack : String(error)}`;
}
