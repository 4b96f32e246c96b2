import assert from "node:assert/strict";
import { decide } from "../../../../infra/services/data-sync/decide.ts";
import { NO_LOSS, type View, type Write } from "../../../../infra/services/data-sync/situation.ts";
import type { SyncRecord } from "../../../../infra/services/data-sync/sync-record.ts";
import type { Fields, Side } from "../../../../infra/services/data-sync/transform/types.ts";
import { plainLens } from "./plain-lens.ts";

export const NOW = 1_000_000;
export const V1 = { titre: '"Chef"', annees: "4" };
export const V2 = { title: '"chef"', years: "4" };

export const view = (fields: Fields | null, more: Partial<View> = {}): View => ({
  fields,
  expiresAt: null,
  record: null,
  beat: 10,
  loss: NO_LOSS,
  deleted: false,
  ...more,
});
export const ask = (v1: View, v2: View, authority: Side = "v1", kind = "offer") =>
  decide({ lens: plainLens(kind), at: { v1, v2 }, authority, now: NOW });
export const isWrite = (decision: ReturnType<typeof ask>): Write => {
  assert.ok("side" in decision && decision.do !== "reject", JSON.stringify(decision));
  return decision;
};
/** The record that lies in V2 after V1's document was carried there. */
export const record = (v1: Fields = V1): SyncRecord => {
  const made = isWrite(ask(view(v1), view(null))).record;
  assert.ok(made);
  return made;
};
/** Both documents as one side's app left them after they had been agreed on. */
export const after = (v1: Fields | null, v2: Fields | null, kind?: string, authority?: Side) =>
  ask(view(v1), view(v2, { record: record() }), authority, kind);
