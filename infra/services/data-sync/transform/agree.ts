import { nameIn } from "./memory.ts";
import { readJson } from "./read-json.ts";
import type { FieldPair, Fields } from "./types.ts";

/**
 * Whether a pair says the same on both sides, so that there is nothing to carry: one text converts to the other,
 * spaces and escapes apart, or neither side has the field. Needs no memory.
 */
export function agree(pair: FieldPair, v1: Fields, v2: Fields): boolean {
  const a = textIn(pair, "v1", v1);
  const b = textIn(pair, "v2", v2);
  if (a === undefined || b === undefined) return a === b;
  return isAlike(pair.convert.v1(a), b) || isAlike(pair.convert.v2(b), a);
}

function textIn(pair: FieldPair, side: "v1" | "v2", fields: Fields): string | undefined {
  const name = nameIn(pair, side, fields);
  return name === undefined ? undefined : fields[name];
}

function isAlike(converted: unknown, text: string): boolean {
  if (typeof converted !== "string") return false;
  return converted === text || plain(converted) === plain(text);
}

/** The text as it would be written without need; a text that is not JSON is like no other. */
function plain(text: string): unknown {
  const read = readJson(text);
  return read.ok ? JSON.stringify(read.value) : Symbol();
}
