import { text } from "../../messages/messages.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import { spreadOf } from "../figure.ts";
import { liftKillSwitch, withKillSwitch } from "../kill-switch.ts";
import { type BothProxies, withBareProxy, withLightUpstreams } from "../proxies/both-proxies.ts";
import { inTurn, type Pair, type Throughput, throughputOf } from "../proxies/compare.ts";
import { type Lateness, type Light, p95Figures, SHARE, throughputFigures } from "../proxies/cost-figures.ts";
import { generatorImage } from "../proxies/generators.ts";
import { p95Of } from "../proxies/h2load.ts";
import { goTo } from "../stages.ts";

/** What the gateway costs, beside an nginx that does nothing but TLS and one `proxy_pass`. */
export const gatewayCost: BenchCase = {
  name: "gateway-cost",
  minutes: 6,
  async measure(bench) {
    const image = await generatorImage(bench);
    await liftKillSwitch(bench);
    await goTo(bench, SHARE);
    return withBareProxy(bench, async (proxies) => {
      bench.report(text.bench.v1Upstream);
      const own = await withKillSwitch(bench, () => throughputs(bench, image, proxies));
      const carried = mostOf(own);
      bench.report(text.bench.lightUpstream);
      const light = await withLightUpstreams(bench, () => measureLight(bench, image, proxies, carried));
      return [...throughputFigures(own, light.throughputs), ...p95Figures(light)];
    });
  },
};

async function measureLight(
  bench: Bench,
  image: string,
  proxies: BothProxies,
  carried: number,
): Promise<Light> {
  const seen = await throughputs(bench, image, proxies);
  const usual = await lateness(bench, image, proxies, carried / 2);
  return { throughputs: seen, usual, high: await lateness(bench, image, proxies, mostOf(seen) / 2) };
}

async function lateness(bench: Bench, image: string, proxies: BothProxies, half: number): Promise<Lateness> {
  const rate = Math.round(half);
  const seconds = bench.quick ? 2 : 6;
  const p95 = await inTurn(proxies, repetitions(bench), ({ address }) =>
    p95Of(bench, { image, address, rate, seconds }),
  );
  for (const { gateway, bare } of p95) {
    bench.report(text.bench.atRate(rate, gateway.toFixed(2), bare.toFixed(2)));
  }
  return { rate, p95 };
}

function mostOf(seen: readonly Pair<Throughput>[]): number {
  return spreadOf(seen.map(({ gateway }) => gateway.requestsPerSecond))?.median ?? 0;
}

async function throughputs(bench: Bench, image: string, proxies: BothProxies): Promise<Pair<Throughput>[]> {
  const seconds = bench.quick ? 2 : 6;
  const seen = await inTurn(proxies, repetitions(bench), (proxy) =>
    throughputOf(bench, image, proxy, seconds),
  );
  for (const { gateway, bare } of seen) bench.report(text.bench.besideBare(told(gateway), told(bare)));
  return seen;
}

function told({ requestsPerSecond, processorTime }: Throughput): string {
  return `${Math.round(requestsPerSecond)} requests/s at ${processorTime.toFixed(1)} µs each`;
}
