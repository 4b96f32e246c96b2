import type { z } from "zod";
import { decode } from "./decode.ts";
import { mistakes } from "./issues.ts";
import type { Path, Problem } from "./problem.ts";
import { readYaml } from "./yaml-text.ts";

/** What a file says, with every mistake in it. */
export interface Parsed<Value> {
  /** Null when there is any problem. */
  readonly value: Value | null;
  readonly problems: readonly Problem[];
  /** A mistake that is only seen beside other files, at its place in this one. */
  problemAt(path: Path, message: string): Problem;
}

/**
 * Reads a YAML document by its schema. Never throws: all mistakes come back at once, those in the YAML itself first.
 * While the YAML is broken nothing is said about its values: they may not be what was meant. Nor is it while some are
 * hidden by an alias or a tag; unknown keys are told beside those.
 */
export function parse<Schema extends z.ZodType>(
  file: string,
  bytes: Uint8Array,
  schema: Schema,
): Parsed<z.output<Schema>> {
  const text = decode(file, bytes);
  if (typeof text !== "string") return { value: null, problems: [text], problemAt: () => text };
  const { data, problems, problemAt } = readYaml(file, text);
  if (data === null) return { value: null, problems, problemAt };
  const result = schema.safeParse(data.value);
  if (result.success) return { value: problems.length === 0 ? result.data : null, problems, problemAt };
  const issues = result.error.issues.filter(({ code }) => data.isWhole || code === "unrecognized_keys");
  const found = mistakes(schema, data.value, issues);
  const told = found.slice(0, MOST_MISTAKES).map(({ path, message, part }) => problemAt(path, message, part));
  const all = [...problems, ...told].sort(byPosition);
  return { value: null, problems: most(all, problems.length + found.length), problemAt };
}

/** So many mistakes of a file are told: more are hardly written by hand. */
const MOST_MISTAKES = 100;

function most(problems: readonly Problem[], count: number): readonly Problem[] {
  const last = problems[MOST_MISTAKES - 1];
  if (last === undefined || count <= MOST_MISTAKES) return problems;
  const message = `${count - MOST_MISTAKES} more mistakes are not listed; correct these first`;
  return [...problems.slice(0, MOST_MISTAKES), { ...last, path: "", message }];
}

/** The order of reading. */
export function byPosition(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}
