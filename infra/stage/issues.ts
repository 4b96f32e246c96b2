import { z } from "zod";
import { keysToWrite } from "./fields.ts";
import { nearest } from "./nearest.ts";
import { type Path, pathText } from "./problem.ts";

/** One mistake of a document, not yet found in its text. */
export interface Mistake {
  readonly path: Path;
  readonly message: string;
  readonly part: "key" | "value";
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What zod found, in our words: every unknown key by itself with the key that was meant, every missing key. */
export function mistakes(schema: z.ZodType, value: unknown, issues: readonly z.core.$ZodIssue[]): Mistake[] {
  if (value === null || value === undefined)
    return [{ path: [], message: emptyText(schemaAt(schema, [])), part: "key" }];
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownKeys(schema, issue) : [],
  );
  const meant = new Set(unknown.map(({ meant: path }) => path));
  const others = issues
    .filter(({ code }) => code !== "unrecognized_keys")
    .map((issue) => other(schema, value, issue))
    // A number that is far too large breaks two rules and says so twice.
    .filter(({ path, message }, index, all) => index === 0 || !isSame(all[index - 1], path, message));
  // A mistyped key also leaves its right spelling missing: one mistake, told once.
  return [...unknown, ...others.filter(({ path, part }) => part === "value" || !meant.has(pathText(path)))];
}

function isSame(mistake: Mistake | undefined, path: Path, message: string): boolean {
  return mistake?.message === message && pathText(mistake.path) === pathText(path);
}

function unknownKeys(schema: z.ZodType, issue: z.core.$ZodIssueUnrecognizedKeys) {
  const parent = pathOf(issue);
  const known = Object.keys(schemaAt(schema, parent)?.properties ?? {});
  return issue.keys.map((key) => {
    const guess = nearest(key, known);
    const fix = guess === null ? `known keys are ${known.join(", ")}` : `did you mean ${guess}?`;
    const meant = guess === null ? null : pathText([...parent, guess]);
    return { path: [...parent, key], message: `is not a known key; ${fix}`, part: "key" as const, meant };
  });
}

function other(schema: z.ZodType, value: unknown, issue: z.core.$ZodIssue): Mistake {
  const path = pathOf(issue);
  if (valueAt(value, path) !== undefined) return { path, message: issue.message, part: "value" };
  return { path, message: missingText(path.at(-1) ?? "", schemaAt(schema, path)), part: "key" };
}

function missingText(key: string | number, schema: JsonSchema | undefined): string {
  const example = schema?.examples?.[0];
  if (example !== undefined) return `is missing; write for example ${key}: ${String(example)}`;
  const keys = keysToWrite(schema ?? {});
  return keys.length > 0 ? `is missing; write ${key} with ${keys.join(", ")}` : `is missing; write ${key}`;
}

function emptyText(schema: JsonSchema | undefined): string {
  return `the file is empty; write ${keysToWrite(schema ?? {}).join(", ")}`;
}

function schemaAt(schema: z.ZodType, path: Path): JsonSchema | undefined {
  let node: JsonSchema | undefined = z.toJSONSchema(schema, { io: "input" });
  for (const part of path) {
    const next: unknown = typeof part === "number" ? node?.items : node?.properties?.[part];
    node = isSchema(next) ? next : undefined;
  }
  return node;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, part) => {
    if (typeof parent !== "object" || parent === null) return undefined;
    return Object.entries(parent).find(([key]) => key === String(part))?.[1];
  }, value);
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.map((part) => (typeof part === "number" ? part : String(part)));
}
