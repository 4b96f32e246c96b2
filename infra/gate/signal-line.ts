import { durationText } from "../metrics/duration-text.ts";
import { TOP_BUCKET } from "../metrics/names.ts";

export type Judgement = "PASS" | "HOLD" | "ROLLBACK" | "NO DATA";

/** How a value is written. `share` is 0..1, `ratio` may be above 1, `gain` is a signed relative change, `time` is seconds. */
export type Unit = "share" | "ratio" | "gain" | "time" | "count";

export type Bound = { readonly max: number } | { readonly min: number };

/** One line of a verdict's table: what was measured, against which bound, and what follows from it alone. */
export interface SignalLine {
  readonly name: string;
  /** null: no data. `Infinity` of a time: above the top bucket. */
  readonly value: number | null;
  readonly unit: Unit;
  readonly bound: Bound;
  /** Seconds that the value looks back. */
  readonly window: number;
  readonly judgement: Judgement;
  /** Why, where the numbers do not say it. */
  readonly note: string | null;
}

/** Float noise: a gain of exactly 10 % is computed as 0.09999999999999998. */
const NOISE = 1e-9;

/** Whether `value` is a number on the right side of `bound`; equal is right. Never true for NaN. */
export function meets(value: number, bound: Bound): boolean {
  return "max" in bound ? value <= bound.max + NOISE : value >= bound.min - NOISE;
}

/** One line for people: `error rate 0.42% <= 1.00% over 10m  PASS`. */
export function lineText(line: SignalLine): string {
  const note = line.note === null ? "" : `: ${line.note}`;
  return `${measuredText(line)}  ${line.judgement}${note}`;
}

/**
 * The lines as reasons: `error rate 1.42% > 1.00% over 10m`. What has no data for the same reason, as when Prometheus is
 * silent, is one reason: `error rate, p95 have no data over 10m: ...`.
 */
export function reasonTexts(lines: readonly SignalLine[]): string[] {
  const alike = Map.groupBy(lines, (line) => (line.value === null ? `${line.window} ${line.note}` : line));
  return [...alike.values()].flatMap(([first, ...more]) => (first ? [reasonText(first, more)] : []));
}

/** One line as a reason, and those that are `alike` with it. */
export function reasonText(line: SignalLine, alike: readonly SignalLine[] = []): string {
  if (line.value === null) {
    const names = [line, ...alike].map(({ name }) => name).join(", ");
    const have = alike.length === 0 ? "has" : "have";
    return `${names} ${have} no data over ${durationText(line.window)}: ${line.note}`;
  }
  const note = line.note === null ? "" : ` (${line.note})`;
  return `${measuredText(line)}${note}`;
}

function measuredText({ name, value, unit, bound, window }: SignalLine): string {
  const limit = "max" in bound ? bound.max : bound.min;
  const [wanted, broken] = "max" in bound ? ["<=", ">"] : [">=", "<"];
  const over = `over ${durationText(window)}`;
  if (value === null) return `${name} - ${wanted} ${valueText(limit, unit)} ${over}`;
  const right = meets(value, bound);
  const digits = right ? 0 : digitsApart(value, limit, unit);
  const relation = right ? wanted : broken;
  return `${name} ${valueText(value, unit, digits)} ${relation} ${valueText(limit, unit, digits)} ${over}`;
}

const MOST_EXTRA_DIGITS = 6;

/** More digits where rounding would print `1.00% > 1.00%`. */
function digitsApart(value: number, limit: number, unit: Unit): number {
  let extra = 0;
  while (extra < MOST_EXTRA_DIGITS && valueText(value, unit, extra) === valueText(limit, unit, extra))
    extra++;
  return extra;
}

/** A value with its unit: `0.42%`, `+13.2%`, `62 ms`, `1,204`. `extraDigits` are added to the usual ones. */
export function valueText(value: number, unit: Unit, extraDigits = 0): string {
  switch (unit) {
    case "share":
    case "ratio":
      return `${fixed(value * 100, 2 + extraDigits)}%`;
    case "gain":
      return `${value < 0 ? "" : "+"}${fixed(value * 100, 1 + extraDigits)}%`;
    case "time":
      return value >= TOP_BUCKET ? `over ${TOP_BUCKET} s` : `${fixed(value * 1000, extraDigits)} ms`;
    case "count":
      return grouped(value, extraDigits);
  }
}

function fixed(value: number, digits: number): string {
  return value.toFixed(digits);
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
