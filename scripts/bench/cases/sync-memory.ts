import { setTimeout as pause } from "node:timers/promises";
import { text } from "../../messages/messages.ts";
import type { BenchCase } from "../bench-case.ts";
import { type TwoStores, withStores } from "../sync-stores.ts";
import { has, SMALL, writeDocuments } from "../sync-writers.ts";

const COUNT = 1_000_000;
const EVERY_MS = 500;

/** What data-sync holds while it loads a large store for the first time. */
export const syncMemory: BenchCase = {
  name: "sync-memory",
  minutes: 6,
  async measure({ context, quick, report }) {
    const count = quick ? COUNT / 50 : COUNT;
    const { peakMb, seconds } = await withStores(context.docker, (stores) => loaded(stores, count));
    const perSecond = Math.round(count / seconds);
    report(text.bench.loaded(count, perSecond, peakMb.toFixed(0)));
    return [
      {
        name: "sync-memory",
        what: "most memory of data-sync while it carries all of a store for the first time",
        unit: "MB",
        values: [peakMb],
        limit: { max: 256 },
        how: "Hashes of two fields in V1's store before data-sync starts; the memory of its container, twice a second, until V2 has them all. With more than 256 MB the kernel ends it.",
        settings: { documents: count, "documents carried per second": perSecond },
      },
    ];
  },
};

async function loaded({ a, b, startSync }: TwoStores, count: number) {
  await writeDocuments(a.client, "offer", SMALL, count);
  const began = performance.now();
  const sync = await startSync();
  let isLoaded = false;
  let peakMb = 0;
  const loading = has(b, "job", count).finally(() => {
    isLoaded = true;
  });
  const watch = async () => {
    while (!isLoaded) {
      peakMb = Math.max(peakMb, await sync.memoryMb());
      await pause(EVERY_MS);
    }
  };
  await Promise.all([loading, watch()]);
  return { peakMb, seconds: (performance.now() - began) / 1000 };
}
