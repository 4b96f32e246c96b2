import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import type { DeadLetter } from "../side-store.ts";
import { problemText } from "../transform/problem.ts";

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
 * Documents that cannot be carried: lists them, shows why, has them looked at again, or forgets the letter; the
 * document itself stays where it is. Exit code 1 for another word and for a key without a letter.
 */
export async function tellLetters({ stores, print }: ControlOptions, use: LettersUse): Promise<number> {
  const { what, key, json, dryRun } = use;
  const action = ACTIONS.find((one) => one === what);
  if (action === undefined) {
    print(`dead-letters must be followed by list, show, retry or drop, got ${what} (SSM-NO-LETTER)`);
    return 1;
  }
  const all = await Promise.all(
    SIDES.map(async (side) => (await stores[side].deadLetters()).map((name) => ({ side, key: name }))),
  );
  const chosen = all.flat().filter((letter) => key === undefined || letter.key === key);
  if (key !== undefined && chosen.length === 0) {
    print(`there is no dead letter ${key}; npm run sync -- dead-letters lists them (SSM-NO-LETTER)`);
    return 1;
  }
  if (chosen.length === 0) print(json ? "[]" : "there are no dead letters");
  for (const { side, key: name } of chosen) {
    const letter = await stores[side].letter(name);
    print(
      json
        ? JSON.stringify({ side, key: name, ...letter })
        : `${side} ${name}: ${told(action, letter, dryRun)}`,
    );
    if (dryRun) continue;
    if (action === "drop") await stores[side].unbury(name);
    if (action === "retry") await stores[side].poke(name);
  }
  return 0;
}

function told(action: Action, letter: DeadLetter | null, dryRun: boolean): string {
  const problems = letter?.problems ?? [];
  if (action === "list") return `${problems.length} problems`;
  if (action === "show") return problems.map(problemText).join("; ");
  const done = action === "drop" ? "dropped" : "looked at again";
  return dryRun ? `would be ${done}` : done;
}
