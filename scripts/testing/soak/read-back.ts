import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Api } from "./api.ts";
import type { Found } from "./check.ts";
import { type Content, contentOf, type DocumentName, pathOf, type Release } from "./documents.ts";

const TRIES = 20;
const bodySchema = z.record(z.string(), z.unknown());

/** How documents are read. */
export interface Reading {
  /** So many at the same time. */
  readonly once: number;
  /** The pause before a release that gave no answer is asked again, ms. */
  readonly againMs: number;
  readonly signal: AbortSignal;
}

/** What both releases give for each document, by the key of `documents`. Rejects when one gives no answer 20 times. */
export async function readBack(
  api: Api,
  documents: ReadonlyMap<string, DocumentName>,
  { once, againMs, signal }: Reading,
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const left = documents.entries();
  const reader = async () => {
    for (const [key, name] of left) {
      signal.throwIfAborted();
      found.set(key, {
        v1: await readOne(api, name, "v1", againMs),
        v2: await readOne(api, name, "v2", againMs),
      });
    }
  };
  await Promise.all(Array.from({ length: once }, reader));
  return found;
}

async function readOne(
  api: Api,
  name: DocumentName,
  release: Release,
  againMs: number,
): Promise<Content | null> {
  const path = pathOf(name, release);
  for (let tried = 1; ; tried++) {
    const answer = await api.send("GET", path);
    if (answer?.status === 404) return null;
    if (answer?.status === 200) return contentOf(name.kind, release, bodySchema.parse(answer.body));
    if (tried === TRIES) throw new Error(`${path} was not answered: ${JSON.stringify(answer)}`);
    await pause(againMs);
  }
}
