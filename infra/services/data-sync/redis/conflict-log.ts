import { z } from "zod";
import type { RedisClient } from "./connect.ts";

const LOG = "sync:conflicts";
/** A value may have a million characters, and data-sync's container has little memory. */
const PAGE = 10;

const text = z.string().nullable();
const shape = z.object({ key: z.string(), field: text, lost: text, kept: text, why: z.string() });

/** A value that lost: `field` of a document, null for all of it, with JSON texts, null for no value. */
export interface KeptConflict extends Readonly<z.infer<typeof shape>> {
  /** When, by the store's clock; ms since 1970. */
  readonly at: number;
}

/** What lost in a store, newest first, read a few at a time. */
export async function* conflictLog(client: RedisClient): AsyncGenerator<KeptConflict> {
  let end = "+";
  for (;;) {
    const page = (await client.xRevRange(LOG, end, "-", { COUNT: PAGE })) ?? [];
    for (const { id, message } of page) {
      yield { ...shape.parse(JSON.parse(String(message.conflict))), at: Number.parseInt(String(id), 10) };
      end = `(${id}`;
    }
    if (page.length < PAGE) return;
  }
}
