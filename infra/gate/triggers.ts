import { EVIDENCE } from "../metrics/evidence.ts";
import type { TriggerMeasurements, TriggerSignal, Triggers } from "../metrics/stage-questions.ts";
import { reading } from "./reading.ts";
import { type Bound, meets, type SignalLine, type Unit } from "./signal-line.ts";
import { wilsonLower } from "./statistics.ts";

/** What the rollback triggers are judged by. */
export interface TriggerInput {
  /** Percent of the traffic that V2 has: at 0 there is nobody to take back. */
  readonly v2: number;
  readonly triggers: Triggers;
  /** Seconds each measurement looks back. */
  readonly windows: Readonly<Record<TriggerSignal, number>>;
  readonly measurements: TriggerMeasurements;
}

interface Rule {
  readonly name: string;
  readonly unit: Unit;
  readonly signal: TriggerSignal;
  /** How many requests, checks or predictions the value was made from. */
  readonly count: TriggerSignal;
  readonly bound: (triggers: Triggers) => Bound;
  /** Whether a value on the wrong side is more than bad luck with few samples. */
  readonly certain: (value: number, count: number, bound: number) => boolean;
  /** The best value of any part of the window, where one stall would spoil the whole: it must be on the wrong side, too. */
  readonly sustained?: TriggerSignal;
}

const RULES: readonly Rule[] = [
  {
    name: "error rate trigger",
    unit: "share",
    signal: "triggerErrorRate",
    count: "triggerRequests",
    bound: ({ errorRate }) => ({ max: errorRate.max }),
    certain: (value, count, bound) => shareCertain(value, count, bound, EVIDENCE.errors),
  },
  {
    name: "p95 trigger",
    unit: "time",
    signal: "triggerP95",
    count: "p95Requests",
    sustained: "sustainedP95",
    bound: ({ p95 }) => ({ max: p95.max }),
    certain: (_value, count) => count >= EVIDENCE.samples,
  },
  {
    name: "accuracy of V1 trigger",
    unit: "ratio",
    signal: "accuracyOfV1",
    count: "triggerPredictions",
    bound: ({ accuracyOfV1 }) => ({ min: accuracyOfV1.min }),
    certain: (_value, count) => count >= EVIDENCE.samples,
  },
  {
    name: "availability trigger",
    unit: "share",
    signal: "availability",
    count: "healthChecks",
    bound: ({ availability }) => ({ min: availability.min }),
    certain: (value, count, bound) => shareCertain(1 - value, count, 1 - bound, EVIDENCE.missedChecks),
  },
];

/** One line per rollback trigger, V2's signs of life first. ROLLBACK only when V2 has users and V1 is there to take them. */
export function triggerLines(input: TriggerInput): SignalLine[] {
  return [lifeLine(input), ...RULES.map((rule) => triggerLine(rule, input))];
}

function lifeLine(input: TriggerInput): SignalLine {
  const { value, reason } = reading(input.measurements.signsOfLife, "count");
  const line = {
    name: "V2 signs of life",
    unit: "count",
    bound: { min: 1 },
    window: input.windows.signsOfLife,
    value,
  } as const;
  if (value === null) return { ...line, judgement: "NO DATA", note: reason };
  if (meets(value, line.bound)) return { ...line, judgement: "PASS", note: null };
  return { ...line, ...wayBack(input, "V2 is dead") };
}

function triggerLine(rule: Rule, input: TriggerInput): SignalLine {
  const measured = reading(input.measurements[rule.signal], rule.unit);
  const counted = reading(input.measurements[rule.count], "count");
  const sustained = reading(input.measurements[rule.sustained ?? rule.signal], rule.unit);
  const bound = rule.bound(input.triggers);
  const line = { name: rule.name, unit: rule.unit, bound, window: input.windows[rule.signal] };
  if (measured.value === null || counted.value === null || sustained.value === null) {
    const note = measured.reason ?? counted.reason ?? sustained.reason;
    return { ...line, value: null, judgement: "NO DATA", note };
  }
  const { value } = measured;
  if (meets(value, bound)) return { ...line, value, judgement: "PASS", note: null };
  if (!rule.certain(value, counted.value, "max" in bound ? bound.max : bound.min)) {
    const few = `of ${Math.round(counted.value)}, too few to roll back`;
    return { ...line, value, judgement: "HOLD", note: few };
  }
  if (meets(sustained.value, bound)) {
    return { ...line, value, judgement: "HOLD", note: "not all that time, too short to roll back" };
  }
  return { ...line, value, ...wayBack(input, null) };
}

function wayBack(input: TriggerInput, note: string | null): Pick<SignalLine, "judgement" | "note"> {
  const because = (text: string) => (note === null ? text : `${note}; ${text}`);
  if (input.v2 === 0) return { judgement: "HOLD", note: because("V2 has no users to take back") };
  const v1 = input.measurements.signsOfLifeV1.value;
  if (v1 === 0) return { judgement: "HOLD", note: because("V1 is dead, nobody could take its users") };
  return { judgement: "ROLLBACK", note };
}

function shareCertain(share: number, count: number, bound: number, least: number): boolean {
  const bad = share * count;
  return Math.round(bad) >= least && wilsonLower(bad, count) > bound;
}
