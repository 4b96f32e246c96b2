import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { agreementOf, nextSeen } from "../../../infra/services/data-sync/agreement.ts";
import {
  decodeRecord,
  encodeRecord,
  print,
  type SyncRecord,
} from "../../../infra/services/data-sync/sync-record.ts";

const record = (v1: number, v2: number, more: Partial<SyncRecord> = {}): SyncRecord => ({
  seen: { v1, v2 },
  beat: 7,
  gone: false,
  prints: { titre: ['="A"', '="a"'] },
  memory: { v1: { titre: '"A"' }, v2: {} },
  expiresAt: 5,
  ...more,
});

describe("a sync record", () => {
  it("is read back as it was written, and says first how often its store was written", () => {
    const text = encodeRecord(record(3, 4), "v2");
    assert.match(text, /^4\|/);
    assert.deepEqual(decodeRecord(text), record(3, 4));
  });

  it("is nothing when the text is no record, whatever it is", () => {
    assert.equal(decodeRecord(null), null);
    fc.assert(fc.property(fc.string(), (text) => decodeRecord(text) === null));
    fc.assert(fc.property(fc.json(), (text) => decodeRecord(`1|${text}`) === null));
  });

  it("prints short texts as they are and long ones in a few letters", () => {
    assert.equal(print('"cdi"'), '="cdi"');
    assert.match(print("x".repeat(10_000)) ?? "", /^#[\w-]{14}$/);
    assert.equal(print(undefined), null);
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => (a === b) === (print(a) === print(b))));
  });
});

describe("agreementOf", () => {
  it("takes the record whose writer knew the other one", () => {
    assert.equal(agreementOf({ v1: record(2, 5), v2: record(1, 5) })?.store, "v1");
    assert.equal(agreementOf({ v1: record(2, 5), v2: record(2, 6) })?.store, "v2");
    assert.equal(agreementOf({ v1: null, v2: record(2, 6) })?.store, "v2");
    assert.equal(agreementOf({ v1: null, v2: null }), null);
  });

  it("trusts of two records written at the same time only what both say", () => {
    const other = record(1, 6, { prints: { titre: ['="A"', '="a"'], annees: ["=4", "=4"] } });
    const agreement = agreementOf({ v1: record(2, 5), v2: other });
    assert.equal(agreement?.store, null);
    assert.deepEqual(agreement?.record.prints, { titre: ['="A"', '="a"'], annees: ["?", "?"] });
  });

  it("counts on from everything that is known", () => {
    assert.deepEqual(nextSeen({ v1: record(2, 5), v2: record(1, 6) }, "v1"), { v1: 3, v2: 6 });
  });
});
