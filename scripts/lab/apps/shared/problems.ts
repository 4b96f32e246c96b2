import type { z } from "zod";

/**
 * Every problem of a refused value as one sentence each, `<path> <what is expected>, got <what was found>`,
 * in the order of the document. `input` is the value that was checked.
 */
export function describeProblems(error: z.ZodError, input: unknown): string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => `${pathText([...issue.path, key])} is not a known field`);
    }
    return `${pathText(issue.path)} ${issue.message}, got ${shown(valueAt(input, issue.path))}`;
  });
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "the body";
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "an object";
  if (typeof value === "string" && value.length > 40) return `text of ${value.length} characters`;
  return JSON.stringify(value);
}
