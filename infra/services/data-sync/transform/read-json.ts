import { shortened, shown } from "./problem.ts";
import type { Misfit } from "./types.ts";

/** How deep lists and objects may lie in each other within one value. */
const deepest = 32;

/** The value of a JSON text, or why it is refused. Takes any text in time that grows with its length alone. */
export type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly misfit: Misfit };

export function readJson(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, misfit: { path: "", value: rawText(text), rule: "must be JSON" } };
  }
  // Every level takes two characters at least.
  if (text.length > 2 * deepest && isDeeper(value, deepest)) {
    const rule = `must not be nested more than ${deepest} deep`;
    return { ok: false, misfit: { path: "", value: shown(value), rule } };
  }
  return { ok: true, value };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return (Array.isArray(value) ? value : Object.values(value)).some((item) => isDeeper(item, levels - 1));
}

function rawText(text: string): string {
  return text.length > 40 ? `text of ${text.length} characters` : shortened(text) || "an empty text";
}
