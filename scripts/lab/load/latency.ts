import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

/** Seconds within which that share of the answers came. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Latencies of one release; null where nothing was measured. */
export interface LatencyReport {
  readonly lastSecond: Percentiles | null;
  readonly total: Percentiles | null;
}

/** Collects latencies by release. */
export interface Latencies {
  record(release: string, seconds: number): void;
  report(): Record<string, LatencyReport>;
  /** Starts a new second. */
  nextSecond(): void;
}

/** Starts with nothing measured. Exact to 0.1 %, from one microsecond up. */
export function collectLatencies(): Latencies {
  const releases = new Map<string, { lastSecond: RecordableHistogram; total: RecordableHistogram }>();
  return {
    record: (release, seconds) => {
      let histograms = releases.get(release);
      if (histograms === undefined) {
        histograms = { lastSecond: createHistogram(), total: createHistogram() };
        releases.set(release, histograms);
      }
      const microseconds = Math.max(1, Math.round(seconds * 1e6));
      histograms.lastSecond.record(microseconds);
      histograms.total.record(microseconds);
    },
    report: () =>
      Object.fromEntries(
        [...releases].map(([release, { lastSecond, total }]) => [
          release,
          { lastSecond: percentiles(lastSecond), total: percentiles(total) },
        ]),
      ),
    nextSecond: () => {
      for (const { lastSecond } of releases.values()) lastSecond.reset();
    },
  };
}

function percentiles(histogram: RecordableHistogram): Percentiles | null {
  if (histogram.count === 0) return null;
  const at = (percent: number) => histogram.percentile(percent) / 1e6;
  return { p50: at(50), p95: at(95), p99: at(99) };
}
