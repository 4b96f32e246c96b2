import type { z } from "zod";
import { plain } from "../../../infra/services/data-sync/commands/plain.ts";
import { decimal, text } from "../../messages/messages.ts";
import { aimedHere } from "../../messages/next-command.mjs";
import { answers } from "./sync-answers.ts";

/** What was asked, and how much was found before the answer that is put into words. */
export interface Asked {
  /** The word after `conflicts` or `dead-letters`. */
  readonly what: string;
  readonly dryRun: boolean;
  readonly found: number;
}

type Of<Name extends keyof typeof answers> = z.infer<(typeof answers)[Name]>;
type Words = (answer: object, asked: Asked) => readonly string[] | null;

const said = text.syncAnswers;
/** Of seconds: less is noise. */
const DIGITS = 2;
/** Of numbers that a computer keeps: 0.29 is a little less. */
const NOISE = 1e-6;
const MOST_OF_A_NAME = 60;

/** The words of each command's answers, by what they look like. */
const WORDS: Readonly<Record<string, readonly Words[]>> = {
  status: [wordsOf(answers.status, ofStatus)],
  freeze: [
    wordsOf(answers.frozen, ({ reason, replaced, dryRun }) => [
      dryRun ? said.wouldFreeze : aimedHere(said.froze(plain(reason))),
      ...(replaced.length > 0 ? [said.replaces(reasons(replaced))] : []),
    ]),
  ],
  unfreeze: [wordsOf(answers.thawed, ofThaw)],
  "dead-letters": [
    wordsOf(answers.letter, ofLetter),
    wordsOf(answers.letters, ({ dropped }, { what, found }) => [
      ...(found > 0 ? [] : [what === "list" ? said.noLetters : said.nothingToDo(said.noLetters)]),
      ...(found > 0 && what === "list" ? [aimedHere(said.seeLetter)] : []),
      ...(dropped > 0 ? [said.wereDropped(dropped)] : []),
    ]),
  ],
  conflicts: [
    wordsOf(answers.conflict, ofConflict),
    wordsOf(answers.conflicts, ({ older }, { found }) =>
      found === 0 ? [said.noConflicts] : older.map((side) => aimedHere(said.older(`store-${side}`))),
    ),
  ],
  verify: [
    wordsOf(answers.difference, ofDifference),
    wordsOf(answers.counted, ({ compared, equal, different }) => [said.counted(compared, equal, different)]),
  ],
  "v1-sessions": [wordsOf(answers.sessions, ofSessions)],
};

/**
 * An answer of data-sync to a command in the language of the user, as lines that trouble no terminal. Our own next commands
 * act on what this run acts on; people's reasons and documents stay as they are. One that is not known is told as it is.
 */
export function syncWords(command: string, answer: object, asked: Asked): readonly string[] {
  for (const words of WORDS[command] ?? []) {
    const lines = words(answer, asked);
    if (lines !== null) return lines;
  }
  return [plain(JSON.stringify(answer))];
}

function wordsOf<Answer>(
  shape: z.ZodType<Answer>,
  words: (answer: Answer, asked: Asked) => readonly string[],
): Words {
  return (answer, asked) => {
    const { data } = shape.safeParse(answer);
    return data === undefined ? null : words(data, asked);
  };
}

function ofStatus(state: Of<"status">): string[] {
  const { mode, authority, connected, refusing, frozen, lagSeconds, waiting, deadLetters } = state;
  const drain = waiting === 0 ? said.drained : said.draining;
  const way = mode === "drain" ? drain : said.ways[mode];
  const why = refusing.map(({ store, code }) => plain(said.refuses(store, code))).join(said.and);
  const letters = said.notCarried(known(deadLetters));
  const away = why === "" ? said.notConnected : said.nothingCarried(why);
  return [
    ...(frozen.length > 0
      ? [said.frozen(reasons(frozen)), aimedHere(said.goOn), ...(connected ? [] : [away])]
      : [connected ? said.wins(way, authority) : away]),
    said.lag(known(lagSeconds.v1, " s"), known(lagSeconds.v2, " s"), known(waiting)),
    said.pass(percent(state.pass, 0), known(state.compared), percent(state.parity, 1)),
    deadLetters !== null && deadLetters > 0 ? letters + aimedHere(said.seeLetters) : letters,
  ];
}

function ofThaw({ frozen, from, allowDeletes, dryRun }: Of<"thawed">): string[] {
  const other = from === "v1" ? "store-v2" : "store-v1";
  const again = allowDeletes ? said.deletesAgain : said.carriedAgain;
  if (frozen.length === 0 && from === null && !allowDeletes) return [said.nothingToDo(said.isNotFrozen)];
  const what = from === null ? again : said.isRight(`store-${from}`, other);
  if (!dryRun) return [what];
  return [frozen.length === 0 ? said.isNotFrozen : said.isFrozen(reasons(frozen)), said.after(what)];
}

function ofLetter({ side, key, problems, isStray }: Of<"letter">, { what, dryRun }: Asked): string[] {
  const all = problems.map(({ field, rule, value }) => said.said(`${field} ${rule}, got ${value}`));
  const { dropped, droppedKey, retried, retriedKey } = said.letters;
  const again = isStray ? retriedKey : retried;
  const done = what !== "drop" ? again : isStray ? droppedKey : dropped;
  const more = all.length > 1 ? said.andMore(all.length - 1) : "";
  const told =
    what === "list"
      ? `${all[0]}${more}`
      : what === "show"
        ? all.join(said.and)
        : dryRun
          ? said.wouldBe(done)
          : done;
  return [plain(said.of(`${side} ${key}`, told))];
}

function ofConflict(conflict: Of<"conflict">, { what }: Asked): string[] {
  const { side, key, field, lost, kept, why, at, characters } = conflict;
  const document = field === null ? said.document : shownOf(field.slice(0, MOST_OF_A_NAME), field.length);
  const head = `${new Date(at).toISOString()} ${side} ${plain(key)} ${document}`;
  const [gone, there] = [shownOf(lost, characters.lost), shownOf(kept, characters.kept)];
  if (what === "list")
    return [said.of(head, said.lostAgainst(field === null && lost === null ? said.deletion : gone, there))];
  return [said.of(head, plain(said.said(why))), said.lost(gone), said.kept(there)];
}

function ofDifference({ side, key, is, fields, repair }: Of<"difference">): string[] {
  const where = side === null ? "" : `${side} `;
  const named = fields.map(said.said).join(", ");
  const differs = named === "" ? said.said(is) : said.of(said.said(is), named);
  return [plain(said.of(`${where}${key}`, differs + said.and + said.said(repair)))];
}

function ofSessions({ left, lastEndsAt }: Of<"sessions">): string[] {
  if (left === 0) return [said.allServed];
  const end = lastEndsAt === null ? said.neverEnds : said.lastEnds(new Date(lastEndsAt).toISOString());
  return [said.neverServed(left, end)];
}

/** Why nothing is written, as one sentence for a terminal. */
export function reasons(frozen: readonly string[]): string {
  return plain(frozen.map(said.said).join(said.and));
}

function shownOf(value: string | null, characters: number): string {
  if (value === null) return said.nothing;
  return characters > value.length ? said.beginning(plain(value), characters) : plain(value);
}

function percent(share: number | null, digits: number): string {
  if (share === null) return said.noData;
  // Cut, not rounded: 100 % is all.
  const one = 10 ** digits;
  return `${number(Math.floor(share * 100 * one + NOISE) / one, digits)} %`;
}

function known(value: number | null, unit = ""): string {
  return value === null ? said.noData : `${number(value, DIGITS)}${unit}`;
}

/** Without zeros at its end. */
function number(value: number, digits: number): string {
  return decimal(value, digits)
    .replace(/([.,]\d*?)0+$/, "$1")
    .replace(/[.,]$/, "");
}
