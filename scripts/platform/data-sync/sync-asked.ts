import { plain } from "../../../infra/services/data-sync/commands/plain.ts";
import { help } from "../../messages/help.mjs";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT, type ExitCode } from "../command/command.ts";
import type { AskDataSync } from "./data-sync.ts";
import { progress, REFUSALS, type Refusal, refused } from "./sync-answers.ts";

/**
 * Asks data-sync and hands on its answers; how far it is goes to standard error. Rejects with what data-sync refuses, and
 * when it ends without an answer.
 */
export async function askedOf(
  words: readonly string[],
  ask: AskDataSync,
  heard: (answer: object) => void,
): Promise<ExitCode> {
  const refusals: Refusal[] = [];
  let answers = 0;
  const code = await ask(words, (answer) => {
    const far = progress.safeParse(answer).data;
    const refusal = refused.safeParse(answer).data;
    if (far !== undefined) console.error(text.syncAnswers.reached(far.compared, far.reached));
    else if (refusal !== undefined) refusals.push(refusal);
    else {
      answers++;
      heard(answer);
    }
  });
  for (const refusal of refusals)
    throw new CommandError(REFUSALS[refusal.refused], code, refusalText(refusal));
  if (answers === 0) throw new CommandError("SSM-NO-SYNC", EXIT.failed, text.sync.noAnswer);
  return code;
}

/** Why data-sync refused, in the language of the user. */
export function refusalText({ refused: kind, about }: Refusal): string {
  const { said, refused: texts } = text.syncAnswers;
  return texts[kind](plain(kind === "usage" ? mistake(about) : said(about)));
}

/**
 * A mistake as commander says it, which begins by "error:", may end by a full stop and may guess on a second line, as part
 * of a line of ours.
 */
function mistake(said: string): string {
  return help(said)
    .replace(/^(error: |erreur : )/, "")
    .replace(/\.$/, "")
    .replaceAll("\n", " ");
}
