import { TOP_BUCKET } from "../metrics/names.ts";
import type { Measurement } from "../metrics/stage-questions.ts";
import type { Unit } from "./signal-line.ts";

/** Ratios of counters may miss a whole by float noise. */
const NOISE = 1e-9;

/**
 * A measurement that may be compared with a bound. What cannot be true (NaN, a negative count, a share above 1) is no data.
 * A time at the top bucket's edge is `Infinity`: a histogram knows only that it was longer.
 */
export function reading(measurement: Measurement, unit: Unit): Measurement {
  const { value } = measurement;
  if (value === null) return measurement;
  if (unit === "time" && value >= TOP_BUCKET) return { value: Number.POSITIVE_INFINITY, reason: null };
  if (!Number.isFinite(value)) return { value: null, reason: "nothing was counted in that time" };
  const lowest = unit === "gain" ? -1 : 0;
  const highest = unit === "share" ? 1 : Number.POSITIVE_INFINITY;
  const possible = value >= lowest - NOISE && value <= highest + NOISE;
  return possible ? measurement : { value: null, reason: `${value} is not possible` };
}
