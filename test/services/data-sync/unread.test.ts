import assert from "node:assert/strict";
import { it } from "node:test";
import { attach } from "../../../infra/services/data-sync/attach.ts";
import { documentOf } from "../../../infra/services/data-sync/lenses.ts";
import { compare } from "../../../infra/services/data-sync/parity.ts";
import { round } from "../../../infra/services/data-sync/round.ts";
import type { Row } from "../../../infra/services/data-sync/sync-store.ts";
import { problemText } from "../../../infra/services/data-sync/transform/problem.ts";
import { memorySides } from "./support/memory-side.ts";

const UNFIT = { field: "the document", value: "100002 fields", rule: "must be a hash" };

/** A round of these keys over stores of which V1 answers so. */
async function looked(row: Partial<Row>) {
  const stores = memorySides();
  let count = 0;
  const attached = await attach(stores, () => `id-${++count}`);
  assert.ok(attached.ok);
  stores.v1.put("offer:1", { fields: { titre: '"A"', competences: "[]" }, expiresAt: null });
  const { row: rowOf } = stores.v1;
  stores.v1.row = (key) => ({ ...rowOf.call(stores.v1, key), ...row });
  const beat = { beat: 0, beatAt: 0 };
  return round(
    [{ key: "offer:1", deleted: new Set() }],
    { guards: { ...attached.guards }, beats: { v1: beat, v2: beat }, losses: attached.losses },
    { stores, authority: "v1", targets: ["v1", "v2"], allowsDeletes: () => true },
  );
}

it("a document that was not even read is rejected with what it is", async () => {
  const { rejected, applied } = await looked({ fields: null, unfit: UNFIT });
  assert.deepEqual(
    rejected.map(({ print, ...rest }) => [rest, typeof print]),
    [[{ key: "offer:1", side: "v1", problems: [UNFIT] }, "string"]],
  );
  assert.deepEqual(applied, []);
});

it("a document that an answer had no room for is looked at again, not taken for a missing one", async () => {
  const { again, applied } = await looked({ fields: null, isLater: true });
  assert.deepEqual(
    again.map(({ key }) => key),
    ["offer:1"],
  );
  assert.deepEqual(applied, []);
});

it("a document that was not read differs, whatever the other side has", () => {
  const document = documentOf("v1", "offer:1");
  assert.ok(document !== null && "lens" in document);
  const none = { fields: null, expiresAt: null, record: null };
  for (const v2 of [none, { ...none, fields: { title: '"A"', required_skills: "[]" } }])
    assert.deepEqual(compare(document, { v1: { ...none, unfit: UNFIT }, v2 }), {
      side: "v1",
      key: "offer:1",
      is: "not to be carried",
      fields: [problemText(UNFIT)],
      repair: "change the document",
    });
});
