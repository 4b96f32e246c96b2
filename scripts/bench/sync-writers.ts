import { setTimeout as pause } from "node:timers/promises";
import type { BenchStore } from "./sync-stores.ts";

const POLL_MS = 20;
const PATIENCE_MS = 900_000;

/** Commands that the reference writer has under way. */
export const PIPELINE = 16;

/** Documents of each release as their apps store them. */
export const OFFER = {
  titre: '"Développeur backend"',
  competences: '["Python","SQL","Docker"]',
  localisation: '"Paris"',
  salaire: '"45K-55K"',
  type_contrat: '"cdi"',
  description: `"${"Vous concevez des services fiables. ".repeat(10)}"`,
};
/** An offer of two fields alone: many of them fit in a store. */
export const SMALL = { titre: OFFER.titre, competences: OFFER.competences };
export const JOB = {
  title: '"Backend developer"',
  required_skills: '["Python","SQL","Docker"]',
  location: '{"city":"Paris"}',
  description: `"${"You design reliable services. ".repeat(10)}"`,
};

/** Writes `count` documents as fast as the store takes them with 16 commands under way. */
export async function writeDocuments(
  client: BenchStore["client"],
  prefix: string,
  fields: Readonly<Record<string, string>>,
  count: number,
  first = 0,
): Promise<void> {
  let next = first;
  const writer = async () => {
    while (next < first + count) await client.hSet(`${prefix}:${next++}`, fields);
  };
  await Promise.all(Array.from({ length: PIPELINE }, writer));
}

/** Waits until a store has so many documents. They are counted only when the number of keys says that it may be all. */
export async function has({ client }: BenchStore, prefix: string, count: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  const documents = async () => {
    let found = 0;
    for await (const keys of client.scanIterator({ MATCH: `${prefix}:*`, COUNT: 5_000 }))
      found += keys.length;
    return found;
  };
  while ((await client.dbSize()) < count || (await documents()) < count) {
    if (Date.now() > until) throw new Error("not everything was carried within 15 minutes");
    await pause(POLL_MS);
  }
}

/** What a steady writer did: each write's moment, and how long the store took to answer, ms. */
export interface SteadyWrites {
  readonly sentAt: ReadonlyMap<string, number>;
  readonly latencies: readonly number[];
}

const TICK_MS = 10;

/** Writes offers at a fixed rate, whatever the store takes for each. */
export async function writeSteadily(
  client: BenchStore["client"],
  { rate, seconds, prefix }: { readonly rate: number; readonly seconds: number; readonly prefix: string },
): Promise<SteadyWrites> {
  const sentAt = new Map<string, number>();
  const latencies: number[] = [];
  const began = performance.now();
  const pending: Promise<void>[] = [];
  while (sentAt.size < rate * seconds) {
    const due = Math.min(rate * seconds, ((performance.now() - began) * rate) / 1000);
    while (sentAt.size < due) {
      const id = `${prefix}${sentAt.size}`;
      const at = performance.now();
      sentAt.set(id, at);
      const noted = () => void latencies.push(performance.now() - at);
      pending.push(client.hSet(`offer:${id}`, OFFER).then(noted));
    }
    await pause(TICK_MS);
  }
  await Promise.all(pending);
  return { sentAt, latencies };
}
