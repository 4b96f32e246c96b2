import type { FieldPair, Kind, Side } from "../types.ts";

/** A kind of document with these fields. */
export function makeKind(name: Kind["name"], prefix: Kind["prefix"], pairs: readonly FieldPair[]): Kind {
  const byName = (side: Side) =>
    new Map(pairs.flatMap((pair) => pair.names[side].map((field) => [field, pair] as const)));
  return { name, prefix, pairs, pairOf: { v1: byName("v1"), v2: byName("v2") } };
}
