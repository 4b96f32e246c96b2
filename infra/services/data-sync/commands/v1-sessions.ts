import type { ControlOptions } from "../control.ts";
import { documentOf } from "../lenses.ts";
import type { Row } from "../sync-store.ts";

/** The field of V1's document in which identity notes that V2 has served the session. */
const SERVED_BY_V2 = "renouvellement";

/** Sessions that V1 alone has served. `lastEndsAt` in ms since 1970: when the last of them ends; null when one never does. */
export interface V1Sessions {
  readonly left: number;
  readonly lastEndsAt: number | null;
}

/** Whether a session of V1's store is V1's alone: V2 has never given its owner a token, or does not have it. */
export function isV1Alone({ fields }: Pick<Row, "fields">, { fields: there }: Pick<Row, "fields">): boolean {
  return fields !== null && (there === null || !Object.hasOwn(fields, SERVED_BY_V2));
}

/** Tells how many sessions are V1's alone, and when they end: never which ones, for who has an id has the session. Exit code 2 when there is one. */
export async function tellV1Sessions({ stores, tell }: ControlOptions): Promise<number> {
  const sessions = await v1Sessions(stores);
  tell(sessions);
  return sessions.left === 0 ? 0 : 2;
}

async function v1Sessions(stores: ControlOptions["stores"]): Promise<V1Sessions> {
  const found = new Map<string, number | null>();
  let cursor = "0";
  do {
    const page = await stores.v1.scan(cursor);
    cursor = page.cursor;
    const sessions = page.keys.flatMap((key) => {
      const document = documentOf("v1", key);
      return document !== null && "lens" in document && document.lens.name === "session"
        ? [document.keys]
        : [];
    });
    const [v1, v2] = await Promise.all([
      stores.v1.peek(sessions.map((keys) => keys.v1)),
      stores.v2.peek(sessions.map((keys) => keys.v2)),
    ]);
    for (const [index, row] of v1.entries()) {
      const there = v2[index];
      // A walk may meet a key twice.
      if (there !== undefined && isV1Alone(row, there)) found.set(sessions[index]?.v1 ?? "", row.expiresAt);
    }
  } while (cursor !== "0");
  const ends = [...found.values()].map((end) => end ?? Number.POSITIVE_INFINITY);
  const last = Math.max(0, ...ends);
  return { left: found.size, lastEndsAt: Number.isFinite(last) && found.size > 0 ? last : null };
}
