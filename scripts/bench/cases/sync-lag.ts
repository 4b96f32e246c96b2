import { text } from "../../messages/messages.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import type { Figure } from "../figure.ts";
import { quantile } from "../quantile.ts";
import { type BenchStore, type TwoStores, withStores } from "../sync-stores.ts";
import { has, writeSteadily } from "../sync-writers.ts";

const RATE = 1_000;
const CHANNEL = "__keyspace@0__:job:";

/** ms, in one round: how late V2 has what was written, and how long V1's app waits for a write, with and without. */
interface Seen {
  readonly lag: number;
  readonly alone: number;
  readonly synced: number;
}

/** How late a document is on the other side, and what data-sync costs the apps. */
export const syncLag: BenchCase = {
  name: "sync-lag",
  minutes: 4,
  async measure(bench) {
    const seconds = bench.quick ? 3 : 15;
    const seen: Seen[] = [];
    for (let time = 0; time < repetitions(bench); time++) {
      bench.signal.throwIfAborted();
      seen.push(await withStores(bench.context.docker, (stores) => round(bench, stores, seconds)));
    }
    return figures(seen, seconds);
  },
};

async function round({ report }: Bench, stores: TwoStores, seconds: number): Promise<Seen> {
  const { a, b, startSync } = stores;
  const alone = await writeSteadily(a.client, { rate: RATE, seconds, prefix: "alone-" });
  await startSync();
  await has(b, "job", RATE * seconds);
  const { arrivals, listener } = await listen(b);
  const heard = await writeSteadily(a.client, { rate: RATE, seconds, prefix: "heard-" });
  await has(b, "job", 2 * RATE * seconds);
  listener.destroy();
  // Without what this process hears meanwhile, which would keep a writer's answers waiting.
  const synced = await writeSteadily(a.client, { rate: RATE, seconds, prefix: "synced-" });
  const lags = [...heard.sentAt].map(([id, at]) => (arrivals.get(id) ?? Number.POSITIVE_INFINITY) - at);
  const seen = {
    lag: quantile(lags, 0.99),
    alone: quantile(alone.latencies, 0.5),
    synced: quantile(synced.latencies, 0.5),
  };
  report(text.bench.lag(seen.lag.toFixed(0), seen.synced.toFixed(2), seen.alone.toFixed(2)));
  return seen;
}

/** When the store first told of each document. */
async function listen({ client }: BenchStore) {
  const arrivals = new Map<string, number>();
  const listener = client.duplicate();
  listener.on("error", () => undefined);
  await listener.connect();
  await listener.pSubscribe(`${CHANNEL}*`, (_, channel) => {
    const id = channel.slice(CHANNEL.length);
    if (!arrivals.has(id)) arrivals.set(id, performance.now());
  });
  return { arrivals, listener };
}

function figures(seen: readonly Seen[], seconds: number): Figure[] {
  const how = `One client writes ${RATE} documents a second to V1 for ${seconds} s, whatever the store takes for each: without data-sync, with it, and with it once more for the latency. A document has come when V2's store tells of it, counted from the moment its write was sent.`;
  const settings = { "writes per second": RATE, seconds };
  return [
    {
      name: "sync-lag-p99",
      what: "99 % of the documents are on the other side within",
      unit: "ms",
      values: seen.map(({ lag }) => lag),
      limit: { max: 100 },
      how,
      settings,
    },
    {
      name: "sync-write-latency",
      what: "median of a write while data-sync carries it, of the same without",
      unit: "%",
      values: seen.map(({ alone, synced }) => (100 * synced) / alone),
      limit: { max: 110 },
      how,
      settings: {
        ...settings,
        "ms alone": seen.map(({ alone }) => alone.toFixed(2)).join(", "),
        "ms beside data-sync": seen.map(({ synced }) => synced.toFixed(2)).join(", "),
      },
    },
  ];
}
