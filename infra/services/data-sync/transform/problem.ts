import type { z } from "zod";
import { plain } from "../commands/plain.ts";
import type { Misfit, Problem } from "./types.ts";

/** Most characters of a value or of a way into it that a problem repeats. */
const most = 60;
/** What a cut leaves of an escape, or of a character of two units. */
const HALF = /(\\(u[0-9a-f]{0,3})?|[\ud800-\udbff])$/;

/** A problem as one sentence: `competences[3] must be text of 1 to 100 characters, got 7`. */
export function problemText({ field, value, rule }: Problem): string {
  return `${field} ${rule}, got ${value}`;
}

/** The first mistake that zod found in a value, and deepest where it tried several forms. */
export function misfitOf(error: z.ZodError, value: unknown): Misfit {
  const issue = deepest(error.issues[0]);
  if (!issue) return { path: "", value: shown(value), rule: "must be of the right form" };
  return { path: pathText(issue.path), value: shown(valueAt(value, issue.path)), rule: issue.message };
}

/** The problem of a field. */
export function problemOf(field: string, { path, value, rule }: Misfit): Problem {
  return { field: `${shortened(field)}${path}`, value, rule };
}

/** A value in a few words that are safe to print: short ones as JSON, of long ones the kind and size. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "string" && value.length > 40) return `text of ${value.length} characters`;
  return shortened(typeof value === "number" ? String(value) : JSON.stringify(value));
}

/** A text of at most 60 characters, in which those that could move a terminal's cursor or turn its text round are escaped. */
export function shortened(text: string): string {
  const safe = plain(text.slice(0, most + 1));
  return safe.length > most ? `${safe.slice(0, most - 1).replace(HALF, "")}…` : safe;
}

type Issue = z.core.$ZodIssue;

function deepest(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== "invalid_union") return issue;
  return issue.errors.flat().find(({ path }) => path.length > 0) ?? issue;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${shortened(String(key))}`)).join("");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}
