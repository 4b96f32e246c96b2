import { z } from "zod";

/**
 * Building blocks of the document schemas. Every message completes the sentence
 * `<path> <message>, got <value>`, which `problems.ts` writes.
 */

/** Text of `min` to `max` characters. */
export function text(min: number, max: number) {
  const error =
    min === 0 ? `must be text of at most ${max} characters` : `must be text of ${min} to ${max} characters`;
  return z.string(error).min(min, error).max(max, error);
}

/** A finite number from `min` to `max`. */
export function numberFrom(min: number, max: number) {
  const error = `must be a number from ${min} to ${max}`;
  return z.number(error).min(min, error).max(max, error);
}

/** One of the given words, spelled exactly so. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, `must be one of ${words.join(", ")}`);
}

/**
 * A list of `min` to `max` items. The length is checked before any item is looked at, so that a list of a
 * million wrong items costs one problem and not a million.
 */
export function listOf<T extends z.ZodType>(item: T, min: number, max: number, what: string) {
  const error = `must be a list of ${min === 0 ? "at most" : `${min} to`} ${max} ${what}`;
  return z.array(z.unknown(), error).min(min, error).max(max, error).pipe(z.array(item));
}

/** An object with these fields; other fields are dropped. */
export function objectWith<T extends z.ZodRawShape>(shape: T) {
  return z.object(shape, "must be an object");
}

/** A text that may name a document in a URL and in a store: 1 to 128 of A-Z a-z 0-9 . _ : - */
export const documentId = z.string("must be text").regex(/^[A-Za-z0-9._:-]{1,128}$/, {
  error: "must be 1 to 128 characters of A-Z a-z 0-9 . _ : -",
});

/** An amount of money a year, in euros. */
export const yearlyAmount = numberFrom(0, 10_000_000);

/** A range of yearly pay whose ends are in order. */
export const payRange = objectWith({ min: yearlyAmount, max: yearlyAmount }).refine(
  ({ min, max }) => min <= max,
  { error: "must be at most max", path: ["min"] },
);

/** An object of at most `most` texts of up to `longest` characters, each under a name of up to 100 characters. */
export function textsByName(longest: number, most: number, what: string) {
  const error = `must be an object of at most ${most} ${what}`;
  const isSmall = (value: object) => Object.keys(value).length <= most;
  return z
    .looseObject({}, error)
    .refine(isSmall, error)
    .pipe(z.record(text(1, 100), text(0, longest)));
}
