import * as signals from "../../infra/metrics/signals.ts";
import type { PrometheusClient, Span } from "../platform/gate/prometheus-client.ts";

/** What users met at one moment. Shares 0..1, times in seconds; null where nobody was there to meet anything. */
export interface Moment {
  /** Seconds since 1970. */
  readonly time: number;
  /** Share of the requests that V2 was to answer. */
  readonly onV2: number | null;
  readonly errors: { readonly v1: number | null; readonly v2: number | null };
  readonly p95: { readonly v1: number | null; readonly v2: number | null };
}

const SCRAPE_EVERY = 1;
/** Seconds that each value looks back: short, so that a change shows, and long enough for some hundred requests. */
export const LOOKS_BACK = 5;

/** What the gateway measured of its users, every second of a span. */
export async function seriesOf(prometheus: PrometheusClient, span: Span): Promise<Moment[]> {
  const scope = (release: "v1" | "v2"): signals.Scope => ({
    release,
    source: "gateway",
    window: LOOKS_BACK,
    scrapeEvery: SCRAPE_EVERY,
  });
  const ask = async (question: (scope: signals.Scope) => string) => {
    const [v1, v2] = await Promise.all([
      prometheus.range(question(scope("v1")), span),
      prometheus.range(question(scope("v2")), span),
    ]);
    return (time: number) => ({ v1: known(v1.get(time)), v2: known(v2.get(time)) });
  };
  const [requests, errors, p95] = await Promise.all([
    ask(signals.requests),
    ask(signals.errorRate),
    ask(signals.p95),
  ]);
  const times = Array.from({ length: Math.floor(span.end - span.start) + 1 }, (_, n) => span.start + n);
  return times.map((time) => {
    const { v1, v2 } = requests(time);
    const all = (v1 ?? 0) + (v2 ?? 0);
    return { time, onV2: all > 0 ? (v2 ?? 0) / all : null, errors: errors(time), p95: p95(time) };
  });
}

function known(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
