const marks = /\p{M}/gu;
const bracketed = /\([^)]*\)/g;
const separators = /[^a-z0-9+#.&/]+/g;

/**
 * The comparable spelling of a skill: lower case, no accents, nothing in brackets ("Python (advanced)" is
 * "python"), single spaces. Keeps `+ # . & /`, which tell C++, C#, .NET and CI/CD apart.
 */
export function normalise(text: string): string {
  const plain = text.normalize("NFD").replace(marks, "").toLowerCase().replace(bracketed, " ");
  return plain.replace(separators, " ").trim();
}

const small = new Set([
  "de",
  "des",
  "du",
  "d",
  "la",
  "le",
  "les",
  "l",
  "et",
  "en",
  "a",
  "aux",
  "of",
  "the",
  "and",
  "to",
]);

/** The words of a normalised text that carry meaning, cut to a stem of 6 letters. */
export function stems(normalised: string): string[] {
  return normalised
    .split(" ")
    .filter((word) => word !== "" && !small.has(word))
    .map((word) => word.slice(0, 6));
}
