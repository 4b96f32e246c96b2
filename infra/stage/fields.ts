import { z } from "zod";
import { alternatives, nearest } from "./nearest.ts";
import { refusal, shown, type Unit } from "./units.ts";

type Issue = { readonly input?: unknown };

/** A quantity that is written with its unit and read as a plain number. */
export function quantity(unit: Unit, description: string, example: string = unit.example) {
  const error = (issue: Issue) => refusal(unit, issue.input, example);
  return z
    .string({ error })
    .regex(unit.pattern, { error })
    .meta(shownByEditors(unit.expected, description, example))
    .transform((text) => unit.parse(text));
}

/** What a text must look like, for people and for editors. */
export interface TextForm {
  readonly pattern: RegExp;
  /** Continues "must be". */
  readonly expected: string;
  readonly description: string;
  readonly example: string;
  /** What a pattern cannot say. */
  readonly isValid?: (text: string) => boolean;
  /** A fix for this text, or null; else the example is one. */
  readonly hint?: (text: string) => string | null;
}

/** A text of a certain form. */
export function text({
  pattern,
  expected,
  description,
  example,
  isValid = () => true,
  hint = () => null,
}: TextForm) {
  const error = refuse(expected, example, hint);
  return z
    .string({ error })
    .regex(pattern, { error, abort: true })
    .refine(isValid, { error })
    .meta(shownByEditors(expected, description, example));
}

/** A whole number between two bounds, both included. */
export function whole(min: number, max: number, description: string, example: number) {
  const error = refuse(`a whole number from ${min} to ${max}`, example);
  return z
    .int({ error })
    .min(min, { error })
    .max(max, { error })
    .meta({ description, examples: [example] });
}

/** A number between two bounds, both included. */
export function decimal(min: number, max: number, description: string, example: number) {
  const error = refuse(`a number from ${min} to ${max}`, example);
  return z
    .number({ error })
    .min(min, { error })
    .max(max, { error })
    .meta({ description, examples: [example] });
}

/** A TCP or UDP port. */
export function port(description: string, example: number) {
  return whole(1, 65_535, description, example);
}

/** Yes or no. */
export function flag(description: string, example: boolean) {
  return z.boolean({ error: refuse("true or false", example) }).meta({ description, examples: [example] });
}

/** One word of a few. */
export function choice<const Word extends string>(words: readonly Word[], description: string) {
  const error = ({ input }: Issue) => {
    const meant = typeof input === "string" ? nearest(input, words) : null;
    const fix = meant === null ? "" : `; did you mean ${meant}?`;
    return `must be ${alternatives(words)}, got ${shown(input)}${fix}`;
  };
  return z.enum(words, { error }).meta({ description, examples: [words[0]] });
}

/** A map with exactly these keys. Unknown keys are problems of their own. */
export function map<Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) {
  const error = ({ input }: Issue) => {
    const keys = keysToWrite(z.toJSONSchema(z.strictObject(shape), { io: "input" }));
    return `must be a map with ${keys.join(", ")}, got ${shown(input)}`;
  };
  return z.strictObject(shape, { error }).meta({ description });
}

/** A list. */
export function list<Item extends z.ZodType>(item: Item, description: string) {
  return z
    .array(item, { error: ({ input }: Issue) => `must be a list, got ${shown(input)}` })
    .meta({ description });
}

/** The keys that a map needs; where it needs none, those that it may have. */
export function keysToWrite({ properties = {}, required = [] }: z.core.JSONSchema.BaseSchema): string[] {
  return required.length > 0 ? required : Object.keys(properties);
}

function refuse(
  expected: string,
  example: string | number | boolean,
  hint: (text: string) => string | null = () => null,
) {
  return ({ input }: Issue) => {
    const known = typeof input === "string" ? hint(input) : null;
    return `must be ${expected}, got ${shown(input)}; ${known ?? `write for example ${example}`}`;
  };
}

/** `patternErrorMessage` is what the YAML language server says instead of "does not match the pattern". */
function shownByEditors(expected: string, description: string, example: string) {
  const patternErrorMessage = `must be ${expected}, for example ${example}`;
  return { description, examples: [example], patternErrorMessage };
}
