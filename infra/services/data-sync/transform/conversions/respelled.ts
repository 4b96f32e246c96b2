/** Words as they were spelled before, and the spellings of before that found no word. */
export interface Respelled {
  readonly words: string[];
  readonly left: string[];
}

/** Gives each word the spelling that it had `before`, where one with the same key is there; each is given once. */
export function respelled(
  words: readonly string[],
  before: readonly string[],
  key: (word: string) => string,
): Respelled {
  const spellings = Map.groupBy(before, key);
  const respelt = words.map((word) => spellings.get(key(word))?.shift() ?? word);
  return { words: respelt, left: [...spellings.values()].flat() };
}
