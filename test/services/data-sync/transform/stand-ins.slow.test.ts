import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { z } from "zod";
import { carry } from "../../../../infra/services/data-sync/transform/carry.ts";
import { kinds } from "../../../../infra/services/data-sync/transform/kinds.ts";
import {
  type Fields,
  nothingRemembered,
  otherSide,
  type Side,
} from "../../../../infra/services/data-sync/transform/types.ts";
import { decode, encode } from "../../../../scripts/lab/apps/shared/document-fields.ts";
import { documentsV1 } from "../../../../scripts/lab/apps/v1/documents.ts";
import { documentsV2 } from "../../../../scripts/lab/apps/v2/documents.ts";
import { documents } from "./documents.ts";

const schemas: Readonly<Record<Side, Readonly<Record<string, z.ZodObject>>>> = {
  v1: Object.fromEntries(documentsV1.map(({ prefix, schema }) => [`${prefix}:`, schema])),
  v2: Object.fromEntries(documentsV2.map(({ prefix, schema }) => [`${prefix}:`, schema])),
};

describe("what an app keeps", () => {
  it("has a kind each", () => {
    for (const side of ["v1", "v2"] as const) {
      assert.deepEqual(Object.keys(schemas[side]).sort(), kinds.map(({ prefix }) => prefix[side]).sort());
    }
  });

  for (const kind of kinds) {
    for (const side of ["v1", "v2"] as const) {
      const [near, far] = [side, otherSide(side)].map((one) => schemas[one][kind.prefix[one]]);
      assert.ok(near && far);

      it(`has a partner that the other app knows: every field of a ${kind.name} of ${side}`, () => {
        for (const name of Object.keys(near.shape)) {
          const pair = kind.pairOf[side].get(name);
          assert.ok(
            pair && pair.names[side][0] === name && pair.names[otherSide(side)][0] in far.shape,
            name,
          );
        }
      });

      it(`is taken by the other app: a ${kind.name} of ${side}, whatever it holds`, () => {
        let count = 0;
        fc.assert(
          fc.property(documents(kind, side), (document) => {
            const given = near.safeParse(accepted(near, document));
            if (!given.success) return;
            count++;
            const result = carry(kind, side, encode(given.data), nothingRemembered);
            assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.problems));
            const taken = far.safeParse(decode(result.fields));
            assert.ok(taken.success, JSON.stringify(taken.error?.issues));
          }),
          { numRuns: 200 },
        );
        assert.ok(count >= 50, `the app took ${count} of 200 documents`);
      });
    }
  }
});

/** The part of a document that the app takes from its users. */
function accepted(schema: z.ZodObject, document: Fields): Record<string, unknown> {
  const known = Object.entries(decode(document)).filter(([name]) => Object.hasOwn(schema.shape, name));
  return Object.fromEntries(known.filter(([name, value]) => schema.shape[name]?.safeParse(value).success));
}
