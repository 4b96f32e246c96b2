import type { Lens } from "./lens.ts";
import { carry } from "./transform/carry.ts";
import { placeOf } from "./transform/keys.ts";
import { kinds } from "./transform/kinds.ts";
import type { Problem, Side } from "./transform/types.ts";

const LENSES: ReadonlyMap<string, Lens> = new Map(
  kinds.map((kind) => [
    kind.name,
    {
      name: kind.name,
      pairs: kind.pairs.map(({ names }) => names),
      carry: (from, fields, memory) => carry(kind, from, fields, memory),
    },
  ]),
);

/** A document: its lens, and its key in both stores. */
export interface Document {
  readonly lens: Lens;
  readonly keys: Readonly<Record<Side, string>>;
}

/** The document that a key of a store belongs to; null for another key, a Problem for one that cannot be carried. */
export function documentOf(side: Side, key: string): Document | Problem | null {
  const place = placeOf(side, key);
  if (place === null || !("kind" in place)) return place;
  const lens = LENSES.get(place.kind.name);
  if (lens === undefined) return null;
  const keys = side === "v1" ? { v1: key, v2: place.partnerKey } : { v1: place.partnerKey, v2: key };
  return { lens, keys };
}
