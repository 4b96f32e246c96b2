import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import type { DeadLetter, SideStore } from "../side-store.ts";
import { isStray } from "../stray-keys.ts";
import { refuse } from "./answers.ts";
import { isMeant } from "./meant.ts";

const ACTIONS = ["list", "show", "retry", "drop"] as const;
type Action = (typeof ACTIONS)[number];

/** What to do, with which letter: all of them without a key, which either store's name of the document is. */
export interface LettersUse {
  readonly what: string;
  readonly key: string | undefined;
  readonly dryRun: boolean;
}

/**
 * What cannot be carried: tells it with its problems, has it looked at again, or drops the letter until the document
 * changes; the document itself stays where it is. Then how many were dropped before. Exit code 1 for another word and for
 * a key without a letter.
 */
export async function tellLetters(options: ControlOptions, use: LettersUse): Promise<number> {
  const { stores, tell } = options;
  const { what, key, dryRun } = use;
  const action = ACTIONS.find((one) => one === what);
  if (action === undefined) return refuse(options, "letterUse", what);
  const count = { told: 0, dropped: 0 };
  for (const side of SIDES)
    for await (const [name, letter] of stores[side].deadLetters()) {
      if (letter.isDropped) count.dropped++;
      else if (key === undefined || isMeant(side, name, key)) {
        count.told++;
        const { problems, at } = letter;
        tell({ side, key: name, problems, at, isStray: isStray(name) });
        if (!dryRun) await act(action, stores[side], name, letter);
      }
    }
  if (count.told === 0 && key !== undefined) return refuse(options, "noLetter", key);
  tell({ dropped: count.dropped });
  return 0;
}

async function act(action: Action, store: SideStore, name: string, letter: DeadLetter): Promise<void> {
  if (action === "drop") await store.bury(name, { ...letter, isDropped: true });
  // After a drop the running data-sync hears of it by this, too.
  if (action === "drop" || action === "retry") await store.poke(name);
}
