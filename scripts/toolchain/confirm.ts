import { createInterface } from "node:readline/promises";
import { text } from "../messages/messages.ts";

/** How a command learns whether it may do something that reaches beyond the checkout. */
export type Consent = "granted" | "ask" | "refused";

/** `--yes` and CI=true accept; a terminal can be asked; anything else refuses. */
export function consent(yes: boolean, ci: string | undefined, terminal: boolean): Consent {
  if (yes || ci === "true" || ci === "1") return "granted";
  return terminal ? "ask" : "refused";
}

/** Asks on the terminal; only "y" and "yes" count as yes, and in French "o" and "oui". */
export async function askYesNo(question: string, signal?: AbortSignal): Promise<boolean> {
  // without `terminal` Ctrl-C stays a signal, which the caller may be listening for
  const dialogue = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  // The end of the input is no answer, and no answer is a no.
  const ended = new Promise<null>((resolve) => dialogue.once("close", () => resolve(null)));
  try {
    const answer = await Promise.race([
      dialogue.question(`${question} ${text.questions.choice} `, { signal }),
      ended,
    ]);
    // Unless somebody typed an answer, nothing has ended the line of the question, and what is said next must not stand on it.
    if (answer === null || !process.stdin.isTTY) process.stderr.write("\n");
    return answer !== null && text.questions.yes.test(answer.trim());
  } finally {
    dialogue.close();
  }
}
