import type { Measurements, Signal } from "../metrics/stage-questions.ts";
import type { Stage } from "../stage/schema.ts";
import { reading } from "./reading.ts";
import { type Bound, meets, type SignalLine, type Unit } from "./signal-line.ts";

/** What the bounds of a stage's gate are judged by. */
export interface BoundsInput {
  readonly gate: Stage["gate"];
  /** Seconds each measurement looks back. */
  readonly windows: Readonly<Record<Signal, number>>;
  readonly measurements: Measurements;
}

/**
 * The gain of two accuracies near 85 % has a standard error of about 1.5 points from 1,000 predictions each: with fewer, 9 % and
 * 11 % look the same.
 */
export const LEAST_PREDICTIONS = 1000;

const SEE_VERIFY = "documents differ, npm run sync -- verify says which";

/** One line per bound of the gate; never ROLLBACK, a missed gate only keeps the stage where it is. */
export function boundLines(input: BoundsInput): SignalLine[] {
  const { gate } = input;
  return [
    line(input, "requests", "count", "requests", { min: gate.minRequests }, "too few to judge"),
    line(input, "error rate", "share", "errorRate", { max: gate.errorRate.max }),
    line(input, "p95", "time", "p95", { max: gate.p95.max }),
    line(input, "predictions", "count", "predictions", { min: LEAST_PREDICTIONS }, "too few to judge"),
    line(input, "accuracy gain", "gain", "accuracyGain", { min: gate.accuracyGain.min }),
    line(input, "data parity", "share", "dataParity", { min: gate.dataParity.min }, SEE_VERIFY),
    line(input, "sync lag", "time", "syncLag", { max: gate.syncLag.max }),
  ];
}

function line(
  input: BoundsInput,
  name: string,
  unit: Unit,
  signal: Signal,
  bound: Bound,
  missed: string | null = null,
): SignalLine {
  const { value, reason } = reading(input.measurements[signal], unit);
  const common = { name, value, unit, bound, window: input.windows[signal] };
  if (value === null) return { ...common, judgement: "NO DATA", note: reason };
  if (meets(value, bound)) return { ...common, judgement: "PASS", note: null };
  return { ...common, judgement: "HOLD", note: missed };
}
