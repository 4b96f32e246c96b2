import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadStacks, type Stacks } from "../../infra/stage/load.ts";
import { InputError } from "../../infra/stage/problem.ts";

/** The project's own YAML files. */
export const STACKS = join(import.meta.dirname, "../../stacks");

/** File -> its whole new content, or the change of one piece of text, or null: the file is gone. */
export type Changes = Readonly<Record<string, string | Uint8Array | Edit | null>>;
type Edit = readonly [from: string, to: string];

/** Loads a copy of the project's own YAML files with changes. */
export function loadChanged(changes: Changes, place = "lab"): Stacks {
  const parent = mkdtempSync(join(tmpdir(), "ssm-stacks-"));
  try {
    const dir = join(parent, "stacks");
    cpSync(STACKS, dir, { recursive: true });
    for (const [file, change] of Object.entries(changes)) apply(join(dir, file), join(STACKS, file), change);
    return loadStacks({ dir, place });
  } finally {
    rmSync(parent, { recursive: true });
  }
}

/** What a person reads who made these changes, line by line. */
export function problemsOf(changes: Changes, place = "lab"): string[] {
  try {
    loadChanged(changes, place);
  } catch (error) {
    if (error instanceof InputError) return error.message.split("\n");
    throw error;
  }
  return [];
}

function apply(target: string, original: string, change: Changes[string]): void {
  if (change === null) rmSync(target);
  else writeFileSync(target, isEdit(change) ? edited(readFileSync(original, "utf8"), change) : change);
}

function isEdit(change: string | Uint8Array | Edit): change is Edit {
  return Array.isArray(change);
}

function edited(text: string, [from, to]: Edit): string {
  assert.ok(text.includes(from), `there is no ${JSON.stringify(from)} to change`);
  return text.replace(from, to);
}
