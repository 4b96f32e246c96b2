import { unchanged } from "./field-pair.ts";
import { type FieldPair, type Fields, type Kind, type Memory, otherSide, type Side } from "./types.ts";

/**
 * What a record must remember of two agreed documents, so that each can be made exactly from the other: fields
 * without a partner, and texts that do not follow from the partner's. `carry` gives back the same.
 */
export function memoryOf(kind: Kind, v1: Fields, v2: Fields): Memory {
  return { v1: lostFields(kind, "v1", v1, v2), v2: lostFields(kind, "v2", v2, v1) };
}

function lostFields(kind: Kind, side: Side, own: Fields, far: Fields): Fields {
  const lost = loneFields(kind, side, own);
  for (const pair of kind.pairs) {
    const name = nameIn(pair, side, own);
    const farName = nameIn(pair, otherSide(side), far);
    if (name === undefined || farName === undefined) continue;
    const text = own[name] ?? "";
    if (hasOddName(pair, side, own) || !follows(pair, side, text, far[farName] ?? "")) lost[name] = text;
  }
  return lost;
}

/** The name by which a document has the field of a pair: of several that V1 knows, the most usual one. */
export function nameIn(pair: FieldPair, side: Side, fields: Fields): string | undefined {
  for (const name of pair.names[side]) if (fields[name] !== undefined) return name;
  return undefined;
}

/** Fields that say nothing to the other side: unknown ones, and those that V1 has a second time by another name. */
export function loneFields(kind: Kind, side: Side, fields: Fields): Record<string, string> {
  const lone = noFields();
  for (const name of Object.keys(fields)) {
    const pair = kind.pairOf[side].get(name);
    if (!pair || nameIn(pair, side, fields) !== name) lone[name] = fields[name] ?? "";
  }
  return lone;
}

/** Whether a document has the field by another name than the usual one, which the far side cannot know. */
export function hasOddName(pair: FieldPair, side: Side, fields: Fields): boolean {
  const names = pair.names[side];
  for (let i = 1; i < names.length; i++) if (fields[names[i] ?? ""] !== undefined) return true;
  return false;
}

/** Whether the text of a field follows from the text of its partner. */
export function follows(pair: FieldPair, side: Side, text: string, partner: string): boolean {
  if (pair.rule === unchanged) return text === partner;
  return pair.convert[otherSide(side)](partner) === text;
}

/** Fields without a prototype, so that no name has a meaning of its own. */
export function noFields(): Record<string, string> {
  return Object.create(null);
}
