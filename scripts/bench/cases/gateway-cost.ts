import type { Bench, BenchCase } from "../bench-case.ts";
import { type Figure, spreadOf } from "../figure.ts";
import { liftKillSwitch, withKillSwitch } from "../kill-switch.ts";
import { type BothProxies, withBareProxy, withLightUpstreams } from "../proxies/both-proxies.ts";
import { inTurn, type Pair, p95At, type Throughput, throughputOf } from "../proxies/compare.ts";
import { WRK_CONNECTIONS, wrkImage } from "../proxies/wrk.ts";
import { spreadText } from "../report.ts";
import { goTo } from "../stages.ts";

const SHARE = 50;

/** What the gateway costs, beside an nginx that does nothing but TLS and one `proxy_pass`. */
export const gatewayCost: BenchCase = {
  name: "gateway-cost",
  minutes: 5,
  async measure(bench) {
    const image = await wrkImage(bench);
    await liftKillSwitch(bench);
    await goTo(bench, SHARE);
    return withBareProxy(bench, async (proxies) => {
      bench.report("  with V1 as the upstream:");
      const own = await withKillSwitch(bench, () => throughputs(bench, image, proxies));
      bench.report("  with a light upstream:");
      const light = await withLightUpstreams(bench, () => measureLight(bench, image, proxies));
      return [...throughputFigures(own, light.throughputs), p95Figure(light)];
    });
  },
};

/** With upstreams that cost nothing: what both do at most, and how late answers are at half of the gateway's most. */
interface Light {
  readonly throughputs: readonly Pair<Throughput>[];
  readonly rate: number;
  readonly p95: readonly Pair<number>[];
}

async function measureLight(bench: Bench, image: string, proxies: BothProxies): Promise<Light> {
  const seen = await throughputs(bench, image, proxies);
  const most = spreadOf(seen.map(({ gateway }) => gateway.requestsPerSecond));
  const rate = Math.round((most?.median ?? 0) / 2);
  const p95 = await inTurn(proxies, rounds(bench), (proxy) => p95At(bench, proxy, rate, bench.quick ? 3 : 9));
  for (const { gateway, bare } of p95) {
    bench.report(`  at ${rate} requests/s: P95 ${gateway.toFixed(2)} ms, bare ${bare.toFixed(2)} ms`);
  }
  return { throughputs: seen, rate, p95 };
}

async function throughputs(bench: Bench, image: string, proxies: BothProxies): Promise<Pair<Throughput>[]> {
  const seconds = bench.quick ? 2 : 6;
  const seen = await inTurn(proxies, rounds(bench), (proxy) => throughputOf(bench, image, proxy, seconds));
  for (const { gateway, bare } of seen) bench.report(`  ${told(gateway)}, bare ${told(bare)}`);
  return seen;
}

function told({ requestsPerSecond, processorTime }: Throughput): string {
  return `${Math.round(requestsPerSecond)} requests/s at ${processorTime.toFixed(1)} µs each`;
}

function rounds({ quick }: Bench): number {
  return quick ? 1 : 5;
}

const HOW = `Closed loop of wrk (one thread, ${WRK_CONNECTIONS} kept-alive connections, TLS 1.3): requests of 20,000 users in turn, each with an address and a cookie of its own, so that the rate limits count them all. The bare proxy is an nginx of the same image, limits, workers, TLS and connection pool with one \`proxy_pass\` and nothing else, no log either. Straight at the containers, in turn, and who comes first changes.`;

function throughputFigures(own: readonly Pair<Throughput>[], light: readonly Pair<Throughput>[]): Figure[] {
  return [
    {
      name: "gateway-throughput",
      what: "throughput of `/api/match` through the gateway, of a bare `proxy_pass` to the same V1",
      unit: "%",
      values: own.map(share),
      limit: { min: 90 },
      how: `${HOW} Both lead to the platform's own V1; for the gateway the kill switch is on.`,
      settings: throughputSettings(own),
    },
    {
      name: "gateway-throughput-light",
      what: "the same with an upstream that costs next to nothing",
      unit: "%",
      values: light.map(share),
      limit: { min: 90 },
      how: `${HOW} Both lead to an nginx that answers every request with the same short text, the gateway at ${SHARE} % on V2: what is left is nginx itself.`,
      settings: throughputSettings(light),
    },
    {
      name: "gateway-processor-time",
      what: "processor time that the gateway adds to one request",
      unit: "µs",
      values: light.map(({ gateway, bare }) => gateway.processorTime - bare.processorTime),
      limit: null,
      how: "The same runs as gateway-throughput-light: processor time of the containers, as the engine counts it, by their requests.",
      settings: {
        gateway: spreadText(
          light.map(({ gateway }) => gateway.processorTime),
          "µs",
        ),
        bare: spreadText(
          light.map(({ bare }) => bare.processorTime),
          "µs",
        ),
      },
    },
  ];
}

function p95Figure({ rate, p95 }: Light): Figure {
  return {
    name: "gateway-p95-added",
    what: "what the gateway adds to the P95 of the bare proxy, at half of the gateway's own most",
    unit: "ms",
    values: p95.map(({ gateway, bare }) => gateway - bare),
    limit: { max: 0.3 },
    how: "scripts/lab/load/steady.ts (undici, open loop at a fixed rate, from the scheduled time of a request to the end of its answer) at the published ports of both, with the light upstream, in turn. Its clients are exempt from the rate limits, unlike those of wrk.",
    settings: {
      "requests per second": rate,
      "P95 of the gateway": spreadText(
        p95.map(({ gateway }) => gateway),
        "ms",
      ),
      "P95 of the bare proxy": spreadText(
        p95.map(({ bare }) => bare),
        "ms",
      ),
    },
  };
}

function share({ gateway, bare }: Pair<Throughput>): number {
  return (100 * gateway.requestsPerSecond) / bare.requestsPerSecond;
}

function throughputSettings(pairs: readonly Pair<Throughput>[]): Record<string, string> {
  return {
    gateway: spreadText(
      pairs.map(({ gateway }) => gateway.requestsPerSecond),
      "requests/s",
    ),
    bare: spreadText(
      pairs.map(({ bare }) => bare.requestsPerSecond),
      "requests/s",
    ),
  };
}
