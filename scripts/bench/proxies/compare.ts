import type { Bench } from "../bench-case.ts";
import { useOf } from "../container-use.ts";
import type { BothProxies, RunningProxy } from "./both-proxies.ts";
import { runWrk } from "./wrk.ts";

/** One measurement of both proxies, one right after the other. */
export interface Pair<T> {
  readonly gateway: T;
  readonly bare: T;
}

/** What a proxy did as fast as it could. */
export interface Throughput {
  readonly requestsPerSecond: number;
  /** The proxy's own processor time for one request, microseconds. */
  readonly processorTime: number;
}

/** Measures both `rounds` times; who comes first changes every time, so that a drift of the machine favours neither. */
export async function inTurn<T>(
  { gateway, bare }: BothProxies,
  rounds: number,
  measure: (proxy: RunningProxy) => Promise<T>,
): Promise<Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await measure(gateway);
      pairs.push({ gateway: first, bare: await measure(bare) });
    } else {
      const first = await measure(bare);
      pairs.push({ gateway: await measure(gateway), bare: first });
    }
  }
  return pairs;
}

/** A closed loop of wrk for `seconds`. */
export async function throughputOf(
  bench: Bench,
  image: string,
  { id, address }: RunningProxy,
  seconds: number,
): Promise<Throughput> {
  const before = await useOf(bench.context.docker, id);
  const { requests, microseconds } = await runWrk(bench, { image, address, seconds });
  const after = await useOf(bench.context.docker, id);
  return {
    requestsPerSecond: (requests / microseconds) * 1e6,
    processorTime: ((after.cpuSeconds - before.cpuSeconds) / requests) * 1e6,
  };
}
