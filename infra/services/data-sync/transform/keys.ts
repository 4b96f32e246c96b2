import { kinds } from "./kinds.ts";
import { shortened } from "./problem.ts";
import { otherSide, type Place, type Problem, type Side } from "./types.ts";

/** Ids that a key can be made of again: U+FFFD stands for bytes that were no text. */
const carriedId = /^[^\ufffd]{1,256}$/u;

/**
 * Where a key of a store belongs: null when it is none of a document, a Problem when it is one that cannot be
 * carried because of its id. The id itself is the same on both sides.
 */
export function placeOf(side: Side, key: string): Place | Problem | null {
  const kind = kinds.find(({ prefix }) => key.startsWith(prefix[side]));
  if (!kind) return null;
  const id = key.slice(kind.prefix[side].length);
  if (carriedId.test(id)) return { kind, id, partnerKey: kind.prefix[otherSide(side)] + id };
  return {
    field: "the key",
    value: shortened(key),
    rule: "must have an id of 1 to 256 characters, all of them UTF-8",
  };
}
