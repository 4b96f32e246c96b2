import { duration } from "./units.ts";

/** Between what a time makes sense, both included, in seconds, and why not outside. */
export interface TimeBounds {
  readonly min: number;
  readonly max: number;
  readonly why: string;
}

const DAY = 86_400;

/** The shorter times of a rehearsal. */
export const SHORTEN_BOUNDS = {
  hold: { min: 1, max: 30 * DAY, why: "no stage is held so long, it would shorten nothing" },
  window: { min: 2, max: DAY, why: "a window holds four readings, and looks back on one stage" },
  watch: { min: 1, max: 3_600, why: "a change is watched for minutes, and the next one waits for it" },
  day: { min: 0.1, max: DAY, why: "it stands for a day of the schedule, and must not be longer than one" },
  scrapeEvery: {
    min: 0.5,
    max: 60,
    why: "faster measures the measuring, slower sees a rollback's reason late",
  },
} as const satisfies Readonly<Record<string, TimeBounds>>;

/** A route's longest wait. A reload ends an old worker of nginx after 75 s, whatever it still serves. */
export const TIMEOUT_BOUNDS: TimeBounds = {
  min: 1,
  max: 60,
  why: "V2's attempt alone may take 1s, and a reload gives a request that runs 75s",
};

/** Why a time in seconds makes no sense, as a sentence that starts after the path, or null. */
export function timeRefusal(seconds: number, { min, max, why }: TimeBounds): string | null {
  if (seconds >= min && seconds <= max) return null;
  const print = duration.print;
  return `must be from ${print(min)} to ${print(max)}, got ${print(seconds)}: ${why}`;
}
