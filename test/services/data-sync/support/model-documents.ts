import { type Agreement, agreementOf } from "../../../../infra/services/data-sync/agreement.ts";
import { decodeRecord } from "../../../../infra/services/data-sync/sync-record.ts";
import type { Side } from "../../../../infra/services/data-sync/transform/types.ts";
import type { MemoryStore } from "./memory-store.ts";
import { plainLens } from "./plain-lens.ts";

/** A document by its V1 key, and its lens. */
export const DOCUMENTS = ["offer:1", "session:1"] as const;
export type DocumentKey = (typeof DOCUMENTS)[number];

const LENSES = {
  "offer:1": plainLens("offer"),
  "session:1": plainLens("session"),
};
/** Fields that an app writes, by side; the first is always there. */
export const FIELDS = { v1: ["titre", "annees", "seul"], v2: ["title", "years", "only"] } as const;
export const SESSION_LIFE_MS = 3_000;

/** The key of a document in the store of a side. */
export function keyOn(side: Side, key: string): string {
  return side === "v1" ? key : key.replace("offer:", "job:");
}

/** The key that V1 has for it. */
export function toV1(key: string): string {
  return key.replace("job:", "offer:");
}

/** The lens of a document. */
export function lensOn(key: DocumentKey) {
  return LENSES[key];
}

type Stores = Readonly<Record<Side, MemoryStore>>;

/** What the records of both stores tell of a document. */
export function agreed(key: DocumentKey, stores: Stores): Agreement | null {
  const record = (side: Side) => decodeRecord(stores[side].row(keyOn(side, key)).record);
  return agreementOf({ v1: record("v1"), v2: record("v2") });
}

/** Documents of which a store that lost something cannot prove any more that it had them. */
export function unprovenIn(side: Side, stores: Stores): DocumentKey[] {
  const { beat } = stores[side].content.own;
  return DOCUMENTS.filter((key) => {
    const agreement = agreed(key, stores);
    return agreement === null || (agreement.store !== side && agreement.record.beat > beat);
  });
}
