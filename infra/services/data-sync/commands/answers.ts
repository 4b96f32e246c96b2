/** Why a command was refused; nothing was changed then. */
export type Refusal =
  | "usage"
  | "storesAway"
  | "noReason"
  | "noDirection"
  | "letterUse"
  | "noLetter"
  | "conflictUse"
  | "noConflict"
  | "sampleSize"
  | "sampleAlone"
  | "position"
  | "pastEnd";

/**
 * How a command answers: facts alone, a line of JSON each, which `npm run sync` says in the language of its user. What is
 * found comes as it is found, `tell`s last line is about all of it; `note`s are about the way there.
 */
export interface Answer {
  readonly tell: (answer: object) => void;
  readonly note: (answer: object) => void;
}

/** Refuses a command; `about` is what it is about, as it was given. The exit code: wrong use. */
export function refuse({ tell }: Pick<Answer, "tell">, refused: Refusal, about = ""): 1 {
  tell({ refused, about });
  return 1;
}
