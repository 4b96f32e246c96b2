import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import type { DeadLetter, SideStore } from "../side-store.ts";
import { isStray } from "../stray-keys.ts";
import { problemText } from "../transform/problem.ts";
import type { Side } from "../transform/types.ts";
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
  const count = { told: 0, dropped: 0 };
  for (const side of SIDES)
    for await (const [name, letter] of stores[side].deadLetters()) {
      if (letter.isDropped) count.dropped++;
      else if (key === undefined || name === key || plain(name) === key) {
        count.told++;
        print(lineOf(action, { side, name, letter }, { json, dryRun }));
        if (!dryRun) await act(action, stores[side], name, letter);
      }
    }
  if (count.dropped > 0) note(`${count.dropped} were dropped, and stay so until their documents change`);
  if (count.told > 0) return 0;
  if (key === undefined) print(json ? "[]" : "there are no dead letters");
  else
    print(`there is no dead letter ${plain(key)}; npm run sync -- dead-letters lists them (SSM-NO-LETTER)`);
  return key === undefined ? 0 : 1;
}

async function act(action: Action, store: SideStore, name: string, letter: DeadLetter): Promise<void> {
  if (action === "drop") await store.bury(name, { ...letter, isDropped: true });
  // After a drop the running data-sync hears of it by this, too.
  if (action === "drop" || action === "retry") await store.poke(name);
}

function lineOf(
  action: Action,
  { side, name, letter }: { readonly side: Side; readonly name: string; readonly letter: DeadLetter },
  { json, dryRun }: Pick<LettersUse, "json" | "dryRun">,
): string {
  const { problems, at } = letter;
  if (json) return plain(JSON.stringify({ side, key: name, problems, at }));
  return plain(`${side} ${name}: ${toldOf(action, name, letter, dryRun)}`);
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
