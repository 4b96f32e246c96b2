import { once } from "node:events";
import { createWriteStream, renameSync, rmSync, statSync } from "node:fs";
import { finished } from "node:stream/promises";
import { plain } from "../../../infra/services/data-sync/commands/plain.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT, type ExitCode, printAnswer } from "../command/command.ts";
import { isNoSpace } from "../instance/no-space.ts";
import type { AskDataSync } from "./data-sync.ts";
import { answers } from "./sync-answers.ts";
import { askedOf } from "./sync-asked.ts";

/**
 * Compares both stores and writes each difference as a line of JSON: the key, what is wrong with it, the fields, and
 * what mends it; the last line counts. The file appears when it is complete, else nothing of it is left.
 * Rejects with SSM-USAGE, exit code 1, for what is no path of a file, and with SSM-FOLDER, exit code 1, for one that cannot
 * be written.
 */
export async function writeRepairPlan(
  file: string,
  words: readonly string[],
  ask: AskDataSync,
): Promise<ExitCode> {
  if (file === "" || file.endsWith("/") || isFolder(file))
    throw new CommandError("SSM-USAGE", EXIT.wrongUse, text.sync.noFile(file));
  const beside = `${file}.${process.pid}`;
  const plan = createWriteStream(beside, { flush: true });
  try {
    await once(plan, "open").catch((error: unknown) => {
      throw unwritable(file, error);
    });
    let last: object = {};
    const code = await askedOf(words, ask, (answer) => {
      last = answer;
      plan.write(`${plain(JSON.stringify(answer))}\n`);
    });
    plan.end();
    await finished(plan);
    if (code !== EXIT.done && code !== EXIT.held) return code;
    put(beside, file);
    if (words.includes("--json")) printAnswer({ plan: file, ...last });
    else console.log(summary(words, file, answers.counted.parse(last)));
    return code;
  } finally {
    plan.destroy();
    rmSync(beside, { force: true });
  }
}

/** What was compared, which is not everything, and what came of it. */
function summary(
  words: readonly string[],
  file: string,
  { compared, different }: { readonly compared: number; readonly different: number },
): string {
  const { chosen, left, all, equal, differ } = text.sync.compared;
  const isRest = words.some((word) => word.startsWith("--from"));
  const isSample = words.some((word) => word.startsWith("--sample"));
  const what = (isSample ? chosen : isRest ? left : all)(compared);
  return different === 0 ? equal(what, file) : differ(what, different, file);
}

function put(beside: string, file: string): void {
  try {
    renameSync(beside, file);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Another file can be named, which is for the user to do; a full disk is no mistake of theirs. */
function unwritable(file: string, error: unknown): unknown {
  if (isNoSpace(error)) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  return new CommandError("SSM-FOLDER", EXIT.wrongUse, text.sync.unwritable(file, code));
}

function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false;
  }
}
