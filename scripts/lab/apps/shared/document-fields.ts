import { z } from "zod";
import { checked, invalid } from "./body.ts";
import { describeProblems } from "./problems.ts";
import type { Change, Fields } from "./store.ts";

/** A document as a hash: each value as JSON text, so that 7 and "7" stay apart. Undefined fields are left out. */
export function encode(document: Readonly<Record<string, unknown>>): Fields {
  const present = Object.entries(document).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The document of a hash that `encode` made. Throws on a value that is not JSON. */
export function decode(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, JSON.parse(text)]));
}

/**
 * What a JSON merge patch changes: fields with a value are set, fields with null are removed. Refuses with every
 * problem; a field that the schema requires cannot be removed.
 */
export function changeFrom(schema: z.ZodObject, patch: unknown): Change {
  const given = checked(z.record(z.string(), z.unknown(), "must be an object"), patch);
  const remove = Object.keys(given).filter(
    (name) => given[name] === null && Object.hasOwn(schema.shape, name),
  );
  const kept = Object.fromEntries(Object.entries(given).filter(([name]) => !remove.includes(name)));
  const required = remove.filter((name) => !schema.shape[name].safeParse(undefined).success);
  const problems = required.map((name) => `${name} is required and cannot be removed`);
  const set = schema.partial().safeParse(kept);
  if (!set.success) problems.push(...describeProblems(set.error, kept));
  if (problems.length > 0) throw invalid(problems);
  return { set: encode(set.data ?? {}), remove };
}
