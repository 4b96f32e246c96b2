import { distance } from "fastest-levenshtein";

/** The known word that a mistyped one most likely meant, or null when none is close. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  if (best === undefined) return null;
  // A third of the letters: `nextn` is nexten, `colour` is not hold.
  return best.edits <= Math.max(1, Math.ceil(best.candidate.length / 3)) ? best.candidate : null;
}

/** `a, b or c`, with the word for "or" of another language. */
export function alternatives(words: readonly string[], or = "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${or} ${words.at(-1)}`;
}
