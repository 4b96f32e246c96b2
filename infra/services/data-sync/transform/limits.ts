import { shortened } from "./problem.ts";
import { readJson } from "./read-json.ts";
import type { Fields, Misfit, Problem } from "./types.ts";

/** Most fields of a document. The largest kind has 20 that both sides know. */
export const mostFields = 200;
/** Most characters of a document, names and texts together. */
export const mostCharacters = 1_048_576;

const count = new Intl.NumberFormat("en-US");

/** What is too much about a document, found without looking into any value. */
export function sizeProblems(fields: Fields): Problem[] {
  const names = Object.keys(fields);
  if (names.length > mostFields) {
    return [tooMuch("the document", `${count.format(names.length)} fields`, `at most ${mostFields} fields`)];
  }
  const total = names.reduce((sum, name) => sum + sizeOf(fields, name), 0);
  if (total <= mostCharacters) return [];
  const rule = `at most ${characters(mostCharacters)}`;
  const large = names.filter((name) => sizeOf(fields, name) > mostCharacters);
  if (large.length === 0) return [tooMuch("the document", characters(total), `${rule} in all`)];
  return large.map((name) => tooMuch(shortened(name), characters(sizeOf(fields, name)), rule));
}

/** Fields that hold bytes which are no text: written back, they would not be what they were. */
export function unreadableProblems(fields: Fields): Problem[] {
  return Object.entries(fields)
    .filter(([name, text]) => text.includes("\ufffd") || name.includes("\ufffd"))
    .map(([name]) => ({
      field: shortened(name),
      value: "U+FFFD",
      rule: "must be UTF-8 without U+FFFD, which stands for bytes that are none",
    }));
}

/** Why a field that has no partner cannot be kept, or null. */
export function loneMisfit(name: string, text: string): Misfit | null {
  if (name === "__proto__")
    return { path: "", value: shortened(text), rule: "must not be the name of a field" };
  const read = readJson(text);
  return read.ok ? null : read.misfit;
}

function sizeOf(fields: Fields, name: string): number {
  return name.length + (fields[name] ?? "").length;
}

function tooMuch(field: string, value: string, limit: string): Problem {
  return { field, value, rule: `must have ${limit}` };
}

function characters(length: number): string {
  return `${count.format(length)} characters`;
}
