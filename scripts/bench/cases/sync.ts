import { setTimeout as pause } from "node:timers/promises";
import { text } from "../../messages/messages.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import type { Figure } from "../figure.ts";
import { type TwoStores, withStores } from "../sync-stores.ts";
import { has, JOB, OFFER, PIPELINE, writeDocuments } from "../sync-writers.ts";

const COUNT = 50_000;
const POLL_MS = 20;

/** Documents per second, in one round each: by a native replica, by data-sync one way, and both ways at once. */
interface Rates {
  readonly native: number;
  readonly oneWay: number;
  readonly bothWays: number;
}

/** How fast data-sync carries what is written, beside a native replica of the same store that gets the same writes. */
export const syncing: BenchCase = {
  name: "sync",
  minutes: 5,
  async measure(bench) {
    const count = bench.quick ? COUNT / 10 : COUNT;
    const seen: Rates[] = [];
    for (let time = 0; time < repetitions(bench); time++) {
      const rates = {
        native: await rate(bench, count, replicated),
        oneWay: await rate(bench, count, carriedOneWay),
        bothWays: await rate(bench, count, carriedBothWays),
      };
      const { native, oneWay, bothWays } = rates;
      bench.report(text.bench.rates(Math.round(native), Math.round(oneWay), Math.round(bothWays)));
      seen.push(rates);
    }
    return figures(seen, count);
  },
};

/** Documents per second, from the first write until the other store has the last one. */
async function rate(
  { context, signal }: Bench,
  count: number,
  work: (stores: TwoStores, count: number) => Promise<() => Promise<void>>,
): Promise<number> {
  signal.throwIfAborted();
  return withStores(context.docker, async (stores) => {
    const go = await work(stores, count);
    const began = performance.now();
    await go();
    return (1000 * count) / (performance.now() - began);
  });
}

async function replicated({ a, b }: TwoStores, count: number) {
  await b.client.sendCommand(["REPLICAOF", a.host, "6379"]);
  while (!String(await b.client.info("replication")).includes("master_link_status:up")) await pause(POLL_MS);
  return async () => {
    await writeDocuments(a.client, "offer", OFFER, count);
    await has(b, "offer", count);
  };
}

async function carriedOneWay(stores: TwoStores, count: number) {
  const { a, b } = stores;
  await stores.startSync();
  return async () => {
    await writeDocuments(a.client, "offer", OFFER, count);
    await has(b, "job", count);
  };
}

async function carriedBothWays(stores: TwoStores, count: number) {
  const { a, b } = stores;
  await stores.startSync();
  return async () => {
    await Promise.all([
      writeDocuments(a.client, "offer", OFFER, count / 2),
      writeDocuments(b.client, "job", JOB, count / 2, count / 2),
    ]);
    await Promise.all([has(a, "offer", count), has(b, "job", count)]);
  };
}

const HOW = `Hashes of four to six fields, written by one client with ${PIPELINE} commands under way, to stores with an append-only file (everysec). From the first write until the other store has the last document. Writer, stores and data-sync share the processors; data-sync has one core and 256 MB.`;

function figures(seen: readonly Rates[], documents: number): Figure[] {
  const settings = {
    documents,
    "native replica, documents/s": seen.map(({ native }) => Math.round(native)).join(", "),
  };
  const figure = (
    name: string,
    what: string,
    unit: Figure["unit"],
    values: number[],
    min: number,
  ): Figure => ({
    name,
    what,
    unit,
    values,
    limit: { min },
    how: HOW,
    settings,
  });
  return [
    figure(
      "sync-rate",
      "documents carried from V1 to V2",
      "documents/s",
      seen.map(({ oneWay }) => oneWay),
      5_000,
    ),
    figure(
      "sync-one-way",
      "of the rate at which a native replica applies the same writes, one way",
      "%",
      seen.map(({ oneWay, native }) => (100 * oneWay) / native),
      10,
    ),
    figure(
      "sync-both-ways",
      "the same with half of the documents written on each side at once",
      "%",
      seen.map(({ bothWays, native }) => (100 * bothWays) / native),
      5,
    ),
  ];
}
