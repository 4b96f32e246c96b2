/** What is counted or timed. A rate is per second; `%` is a share of something named in `what`, 100 is all of it. */
export const UNITS = ["s", "ms", "µs", "requests", "requests/s", "documents/s", "%", "MB", "cores"] as const;
export type Unit = (typeof UNITS)[number];

/** The most or the least that a median may be. */
export type Limit = { readonly max: number } | { readonly min: number };

/** One measured number, with everything that is needed to measure it again. */
export interface Figure {
  readonly name: string;
  /** What is counted or timed, in one phrase. */
  readonly what: string;
  readonly unit: Unit;
  /** One per repetition, in the order they were measured; empty when the measuring failed. */
  readonly values: readonly number[];
  /** Null for a figure that is only told for comparison. */
  readonly limit: Limit | null;
  readonly how: string;
  readonly settings: Readonly<Record<string, string | number>>;
  /** Why there are no values. */
  readonly failure?: string;
}

/** A figure, and the case that measured it. */
export type CaseFigure = Figure & { readonly case: string };

/** What the repetitions come to. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median and extremes; null without values. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return null;
  const half = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(half)] ?? min) + (sorted[Math.ceil(half)] ?? max)) / 2;
  return { median, min, max };
}

/** Whether the median keeps the limit; null for a figure without one. A figure that could not be measured misses its limit. */
export function isMet({ values, limit }: Figure): boolean | null {
  const spread = spreadOf(values);
  if (spread === null) return false;
  if (limit === null) return null;
  return "max" in limit ? spread.median <= limit.max : spread.median >= limit.min;
}

/** True when no limit is missed. */
export function allMet(figures: readonly Figure[]): boolean {
  return figures.every((figure) => isMet(figure) !== false);
}
