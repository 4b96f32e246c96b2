import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import type { DeadLetter } from "../side-store.ts";
import { isStray } from "../stray-keys.ts";
import { problemText } from "../transform/problem.ts";
import { plain } from "./plain.ts";

const ACTIONS = ["list", "show", "retry", "drop"] as const;
type Action = (typeof ACTIONS)[number];

/** What to do, with which letter: all of them without a key. */
export interface LettersUse {
  readonly what: string;
  readonly key: string | undefined;
  readonly json: boolean;
  readonly dryRun: boolean;
}

/**
 * What cannot be carried: lists it, shows why, has it looked at again, or drops the letter until the document changes;
 * the document itself stays where it is. Exit code 1 for another word and for a key without a letter.
 */
export async function tellLetters(options: ControlOptions, use: LettersUse): Promise<number> {
  const { stores, print, note } = options;
  const { what, key, json, dryRun } = use;
  const action = ACTIONS.find((one) => one === what);
  if (action === undefined) {
    print(`dead-letters must be followed by list, show, retry or drop, got ${plain(what)} (SSM-NO-LETTER)`);
    return 1;
  }
  const all = await lettersOf(stores);
  const kept = all.filter(({ letter }) => !letter.isDropped);
  if (kept.length < all.length)
    note(`${all.length - kept.length} were dropped, and stay so until their documents change`);
  const chosen = kept.filter(({ name }) => key === undefined || name === key || plain(name) === key);
  if (key !== undefined && chosen.length === 0) {
    print(`there is no dead letter ${plain(key)}; npm run sync -- dead-letters lists them (SSM-NO-LETTER)`);
    return 1;
  }
  if (chosen.length === 0) print(json ? "[]" : "there are no dead letters");
  for (const { side, name, letter } of chosen) {
    const { problems, at } = letter;
    const told = json
      ? JSON.stringify({ side, key: name, problems, at })
      : `${side} ${name}: ${toldOf(action, name, letter, dryRun)}`;
    print(plain(told));
    if (dryRun) continue;
    if (action === "drop") await stores[side].bury(name, { ...letter, isDropped: true });
    // After a drop the running data-sync hears of it by this, too.
    if (action === "drop" || action === "retry") await stores[side].poke(name);
  }
  return 0;
}

async function lettersOf(stores: ControlOptions["stores"]) {
  const letters = await Promise.all(
    SIDES.map(async (side) =>
      (await stores[side].deadLetters()).map(([name, letter]) => ({ side, name, letter })),
    ),
  );
  return letters.flat();
}

function toldOf(action: Action, name: string, { problems }: DeadLetter, dryRun: boolean): string {
  if (action === "list") return `${problems.length} problems`;
  if (action === "show") return problems.map(problemText).join("; ");
  const [dropped, retried] = isStray(name)
    ? ["dropped for as long as the key is there", "looked at again by every pass"]
    : ["dropped until the document changes", "looked at again"];
  const done = action === "drop" ? dropped : retried;
  return dryRun ? `would be ${done}` : done;
}
