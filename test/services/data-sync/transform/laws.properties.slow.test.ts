import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { carry } from "../../../../infra/services/data-sync/transform/carry.ts";
import { kinds } from "../../../../infra/services/data-sync/transform/kinds.ts";
import { memoryOf } from "../../../../infra/services/data-sync/transform/memory.ts";
import {
  type Fields,
  type Kind,
  type Memory,
  nothingRemembered,
  otherSide,
  type Side,
} from "../../../../infra/services/data-sync/transform/types.ts";
import { documents, type Edit, edits } from "./documents.ts";

const runs = { numRuns: 100 };
const trips = kinds.flatMap((kind) => (["v1", "v2"] as const).map((from) => ({ kind, from })));

for (const { kind, from } of trips) {
  describe(`a document of the kind ${kind.name}, from ${from} and back`, () => {
    it("comes back exactly as it went, to the last space", () => {
      check(kind, from, (document) => {
        const { far, memory } = carried(kind, from, document, nothingRemembered);
        same(carried(kind, otherSide(from), far, memory).far, document);
      });
    });

    it("changes nothing when it is carried again", () => {
      check(kind, from, (document) => {
        const once = carried(kind, from, document, nothingRemembered);
        const twice = carried(kind, from, document, once.memory);
        same(twice.far, once.far);
        sameMemory(twice.memory, once.memory);
        sameMemory(carried(kind, otherSide(from), once.far, once.memory).memory, once.memory);
      });
    });

    it("is remembered only where it would be lost", () => {
      check(kind, from, (document) => {
        const { far, memory } = carried(kind, from, document, nothingRemembered);
        for (const side of ["v1", "v2"] as const) {
          for (const name of Object.keys(memory[side])) {
            const less = { ...memory, [side]: without(memory[side], [name]) };
            const returned = carry(kind, otherSide(from), far, less);
            assert.ok(
              returned.ok && !isSame(returned.fields, document),
              `${side}.${name} was kept for nothing`,
            );
          }
        }
      });
    });

    it("takes each change to the partner of the changed field alone, however many there were on either side", () => {
      fc.assert(
        fc.property(
          documents(kind, from),
          fc.array(edits(kind), { minLength: 1, maxLength: 5 }),
          (document, walk) => {
            const start = carried(kind, from, document, nothingRemembered);
            let pair = { [from]: document, [otherSide(from)]: start.far } as Record<Side, Fields>;
            let { memory } = start;
            for (const edit of walk) ({ pair, memory } = edited(kind, pair, memory, edit));
          },
        ),
        runs,
      );
    });
  });
}

/** Both documents after a change of one field, with every claim about it checked. */
function edited(kind: Kind, before: Readonly<Record<Side, Fields>>, memory: Memory, edit: Edit) {
  const { side, pair, remove, set } = edit;
  const near: Fields = { ...without(before[side], remove), ...set };
  const trip = carried(kind, side, near, memory);
  const partners = pair.names[otherSide(side)];
  same(without(trip.far, partners), without(before[otherSide(side)], partners));
  same(carried(kind, otherSide(side), trip.far, trip.memory).far, near);
  const [v1, v2] = side === "v1" ? [near, trip.far] : [trip.far, near];
  sameMemory(trip.memory, memoryOf(kind, v1, v2));
  return { pair: { v1, v2 }, memory: trip.memory };
}

function check(kind: Kind, from: Side, claim: (document: Fields) => void): void {
  fc.assert(fc.property(documents(kind, from), claim), runs);
}

function carried(kind: Kind, from: Side, document: Fields, memory: Memory) {
  const result = carry(kind, from, Object.freeze(document), memory);
  assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.problems));
  return { far: result.fields, memory: result.memory };
}

function without(document: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));
}

function sorted(fields: Fields): [string, string][] {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
}

function isSame(a: Fields, b: Fields): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function same(a: Fields, b: Fields): void {
  assert.deepEqual(sorted(a), sorted(b));
}

function sameMemory(a: Memory, b: Memory): void {
  same(a.v1, b.v1);
  same(a.v2, b.v2);
}
