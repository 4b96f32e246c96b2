import assert from "node:assert/strict";
import fc from "fast-check";
import type { FieldPair, Fields, Kind, Side } from "../../../../infra/services/data-sync/transform/types.ts";
import { anyText } from "../../../support/any-text.ts";
import { oddJson } from "./odd-json.ts";
import { valuesOf } from "./values.ts";

/** JSON texts that the field of a pair may hold on a side. */
export function texts(pair: FieldPair, side: Side): fc.Arbitrary<string> {
  const values = valuesOf[pair.names.v2[0]];
  assert.ok(values !== undefined, `values.ts must say what ${pair.names.v2[0]} may hold`);
  const some = oddJson("v1" in values ? values[side] : values);
  return pair.required ? some : fc.oneof({ weight: 30, arbitrary: some }, fc.constantFrom("null", " null"));
}

/** Valid documents of a kind as a side keeps them: odd spellings, odd names, and fields that only this side knows. */
export function documents(kind: Kind, side: Side): fc.Arbitrary<Fields> {
  const known = kind.pairs.map((pair) => presentFields(pair, side));
  return fc
    .tuple(loneFields(kind, side), ...known)
    .map((parts) => Object.assign(Object.create(null), ...parts));
}

function presentFields(pair: FieldPair, side: Side): fc.Arbitrary<Fields> {
  const [usual, ...odd] = pair.names[side];
  const names = fc.oneof(
    { weight: 5, arbitrary: fc.constant([usual]) },
    { weight: pair.required ? 0 : 3, arbitrary: fc.constant([]) },
    { weight: odd.length, arbitrary: fc.shuffledSubarray([usual, ...odd], { minLength: 1 }) },
  );
  return names.chain((present) =>
    fc.record(Object.fromEntries(present.map((name) => [name, texts(pair, side)]))),
  );
}

function loneFields(kind: Kind, side: Side): fc.Arbitrary<Fields> {
  const name = fc
    .oneof(fc.constantFrom("constructor", "toString", "hasOwnProperty", "", "titre2"), anyText)
    .filter((one) => one !== "__proto__" && !kind.pairOf[side].has(one));
  return fc.dictionary(name, oddJson(fc.jsonValue({ maxDepth: 3 })), { maxKeys: 3, noNullPrototype: false });
}

/** A change of one field: the names that go and the texts that come. */
export interface Edit {
  readonly side: Side;
  readonly pair: FieldPair;
  readonly remove: readonly string[];
  readonly set: Fields;
}

/** Changes that leave a valid document valid. */
export function edits(kind: Kind): fc.Arbitrary<Edit> {
  const sides = fc.constantFrom<Side>("v1", "v2");
  return fc.tuple(sides, fc.constantFrom(...kind.pairs), fc.boolean()).chain(([side, pair, isRemoval]) => {
    const names = pair.names[side];
    if (isRemoval && !pair.required) {
      return fc.subarray([...names], { minLength: 1 }).map((remove) => ({ side, pair, remove, set: {} }));
    }
    return fc
      .tuple(fc.constantFrom(...names), texts(pair, side))
      .map(([name, text]) => ({ side, pair, remove: [], set: { [name]: text } }));
  });
}
