import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { documentOf } from "../../../infra/services/data-sync/lenses.ts";
import { compare } from "../../../infra/services/data-sync/parity.ts";
import type { Fields } from "../../../infra/services/data-sync/transform/types.ts";

const document = documentOf("v1", "offer:1");
const row = (fields: Fields | null) => ({ fields, expiresAt: null, record: null });
const OFFER = { titre: '"Chef"', competences: '["java", "SQL"]', salaire: '"45K-55K"' };
const JOB = { title: '"Chef"', required_skills: '["Java","SQL"]', salary_range: '{"min":45000,"max":55000}' };

describe("compare", () => {
  const ask = (v1: Fields | null, v2: Fields | null) => {
    assert.ok(document !== null && "lens" in document);
    return compare(document, { v1: row(v1), v2: row(v2) });
  };

  it("finds two documents equal that say the same, however each spells it", () => {
    assert.equal(ask(OFFER, JOB), null);
    assert.equal(ask(null, null), null);
  });

  it("names the fields that differ", () => {
    assert.deepEqual(ask(OFFER, { ...JOB, title: '"Boss"' }), {
      side: null,
      key: "offer:1",
      is: "different",
      fields: ["titre"],
      repair: "retry",
    });
  });

  it("tells on which side a document is missing", () => {
    assert.equal(ask(OFFER, null)?.is, "missing in v2");
    assert.equal(ask(null, JOB)?.is, "missing in v1");
  });

  it("calls a document that cannot be carried so, not missing", () => {
    assert.equal(ask({ ...OFFER, titre: "5" }, null)?.is, "not to be carried");
    assert.equal(ask(null, { ...JOB, title: "5" })?.repair, "change the document");
  });

  it("names the store that a document lies in, and its key there; none where both have one that does not fit", () => {
    const told = (v1: Fields | null, v2: Fields | null) => {
      const { side, key } = ask(v1, v2) ?? {};
      return [side, key];
    };
    const [badOffer, badJob] = [
      { ...OFFER, titre: "5" },
      { ...JOB, title: "5" },
    ];
    assert.deepEqual(told(badOffer, JOB), ["v1", "offer:1"]);
    assert.deepEqual(told(OFFER, badJob), ["v2", "job:1"]);
    assert.deepEqual(told(null, badJob), ["v2", "job:1"]);
    assert.deepEqual(told(OFFER, null), ["v1", "offer:1"]);
    assert.deepEqual(told(badOffer, badJob), [null, "offer:1"]);
  });

  it("says why a document cannot be carried", () => {
    const difference = ask({ ...OFFER, titre: "5" }, JOB);
    assert.equal(difference?.is, "not to be carried");
    assert.deepEqual(difference?.fields, ["titre must be text of 1 to 200 characters, got 5"]);
  });
});
