import type { Figure } from "../figure.ts";
import { spreadText } from "../report.ts";
import type { Pair, Throughput } from "./compare.ts";
import { H2LOAD_CONNECTIONS } from "./h2load.ts";
import { WRK_CONNECTIONS } from "./wrk.ts";

/** The gateway's share of V2 while its cost is measured, percent: both ways through it are gone. */
export const SHARE = 50;

/** How late answers are at a rate, milliseconds. */
export interface Lateness {
  readonly rate: number;
  readonly p95: readonly Pair<number>[];
}

/** With upstreams that cost nothing: what both do at most, and how late answers are at two rates. */
export interface Light {
  readonly throughputs: readonly Pair<Throughput>[];
  /** At half of what the platform carries. */
  readonly usual: Lateness;
  /** At half of what the gateway alone could. */
  readonly high: Lateness;
}

const HOW = `Closed loop of wrk (one thread, ${WRK_CONNECTIONS} kept-alive connections, TLS 1.3): requests of 20,000 users in turn, each with an address and a cookie of its own, so that the rate limits count them all. The bare proxy is an nginx of the same image, limits, workers, TLS and connection pool with one \`proxy_pass\` and nothing else, no log either. Straight at the containers, in turn, and who comes first changes.`;

/** Throughputs with V1 behind both proxies and with light upstreams, and what they cost the processor. */
export function throughputFigures(
  own: readonly Pair<Throughput>[],
  light: readonly Pair<Throughput>[],
): Figure[] {
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
      limit: null,
      how: `${HOW} Both lead to an nginx that answers every request with the same short text, the gateway at ${SHARE} % on V2: what is left is nginx itself. No limit: what the gateway has to do for a request is about as much as the bare proxy's whole work, whoever does it ([017](decisions/017-what-the-gateway-costs.md)).`,
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

/** What the gateway adds to the lateness of answers. */
export function p95Figures({ usual, high }: Light): Figure[] {
  const how = `h2load (HTTP/1.1, one thread, ${H2LOAD_CONNECTIONS} kept-alive connections, each on its own schedule, TLS 1.3), straight at the containers, with the light upstream, in turn: V1's own spread would hide what is looked for. From the sending of a request to the end of its answer. Its client is exempt from the rate limits, unlike those of wrk.`;
  return [
    {
      ...p95Figure(usual),
      name: "gateway-p95-added",
      what: "what the gateway adds to the P95 of the bare proxy, at half of what it carries with V1 behind it",
      limit: { max: 0.3 },
      how,
    },
    {
      ...p95Figure(high),
      name: "gateway-p95-added-light",
      what: "the same at half of what it carries with the light upstream",
      limit: null,
      how: "As before.",
    },
  ];
}

function p95Figure({ rate, p95 }: Lateness): Pick<Figure, "unit" | "values" | "settings"> {
  const told = (which: keyof Pair<number>) =>
    spreadText(
      p95.map((pair) => pair[which]),
      "ms",
    );
  return {
    unit: "ms",
    values: p95.map(({ gateway, bare }) => gateway - bare),
    settings: {
      "requests per second": rate,
      "P95 of the gateway": told("gateway"),
      "P95 of the bare proxy": told("bare"),
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
