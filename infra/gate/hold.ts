import { durationText } from "../metrics/duration-text.ts";
import {
  TRIGGER_SIGNALS,
  type TriggerMeasurements,
  type TriggerSignal,
  type Triggers,
} from "../metrics/stage-questions.ts";
import { earliestNext } from "../stage/ladder.ts";
import { type JournalEntry, type Standing, standing } from "./journal-entries.ts";
import { reasonText } from "./signal-line.ts";
import { triggerLines } from "./triggers.ts";

/** What Prometheus knew at one moment of the hold. */
export interface HistoryPoint {
  /** Seconds since 1970. */
  readonly time: number;
  readonly measurements: TriggerMeasurements;
}

/** Everything a hold is proven from. Times in seconds since 1970, spans in seconds. */
export interface HoldInput {
  readonly entries: readonly JournalEntry[];
  readonly stage: { readonly name: string; readonly v2: number };
  readonly now: number;
  /** How long the stage must be held, as shortened by the place. */
  readonly hold: number;
  /** When the next stage may begin at the earliest: days after J, and the seconds of a day in this place; null at the last stage. */
  readonly next: { readonly schedule: number; readonly day: number } | null;
  readonly triggers: Triggers;
  readonly windows: Readonly<Record<TriggerSignal, number>>;
  /** The triggers' measurements every `step` seconds over the last `hold` seconds; missing points count as no data. */
  readonly history: { readonly step: number; readonly points: readonly HistoryPoint[] };
}

/** Whether the hold is over. `earliestNext`, in seconds since 1970, is null when nobody can tell. */
export type HoldProof =
  | { readonly kind: "over"; readonly since: number }
  | { readonly kind: "waiting"; readonly reasons: readonly string[]; readonly earliestNext: number | null };

/** Share of the moments of a hold that must have data: one in twenty may be lost to a restart of the monitoring. */
const LEAST_COVERAGE = 0.95;

/**
 * Proves from the journal and Prometheus' history that the stage was held: nothing changed, no trigger met and data seen for the
 * whole of the hold up to now, and the schedule reached. A met trigger starts the hold again.
 */
export function proveHold(input: HoldInput): HoldProof {
  const at = standing(input.entries);
  const unproven = whyUnproven(at, input.stage.name);
  if (at.since === null || unproven !== null) {
    return { kind: "waiting", reasons: [unproven ?? "the stage was never entered"], earliestNext: null };
  }
  const trouble = lastTrigger(input, at.since);
  const since = trouble?.time ?? at.since;
  const earliest = earliestMoment(input, since, at.jDay);
  const reasons = [...timeLeft(input, since, earliest), ...gaps(input, since)];
  if (reasons.length === 0) return { kind: "over", since };
  const why = trouble === null ? reasons : [trouble.reason, ...reasons];
  return { kind: "waiting", reasons: why, earliestNext: earliest };
}

/** Seconds between two points of a history that leave no moment of a hold outside every window. */
export function historyStep(windows: HoldInput["windows"], scrapeEvery: number): number {
  return Math.max(scrapeEvery, Math.min(...TRIGGER_SIGNALS.map((signal) => windows[signal])));
}

function whyUnproven(at: Standing, stage: string): string | null {
  if (at.unsettled !== null) return at.unsettled;
  if (at.stage === stage) return null;
  return `the journal says the platform is at ${at.stage ?? "no stage yet"}, not at ${stage}`;
}

function earliestMoment({ hold, next }: HoldInput, since: number, jDay: number | null): number {
  if (next === null) return since + hold;
  const j = jDay === null ? null : new Date(jDay * 1000);
  return earliestNext(new Date(since * 1000), j, { hold }, next, { day: next.day }).getTime() / 1000;
}

function timeLeft({ now, hold, next }: HoldInput, since: number, earliest: number): string[] {
  const reasons = [];
  const end = since + hold;
  const then = `earliest next ${moment(earliest)}`;
  if (end > now) reasons.push(`hold not over: ${left(end - now)} left of ${durationText(hold)}, ${then}`);
  if (earliest > Math.max(end, now)) {
    reasons.push(
      `schedule not reached: ${left(earliest - now)} left until J+${next?.schedule ?? 0}, ${then}`,
    );
  }
  return reasons;
}

function lastTrigger(input: HoldInput, since: number): { time: number; reason: string } | null {
  // Met is met: a stage without users must be as quiet as one with them.
  const v2 = Math.max(1, input.stage.v2);
  for (const point of input.history.points.toSorted((a, b) => b.time - a.time)) {
    const lines = triggerLines({ ...input, v2, measurements: point.measurements });
    // Before that, the window still held what happened at the stage before.
    const own = lines.filter((line) => point.time - since >= line.window);
    const met = own.find((line) => line.judgement === "ROLLBACK");
    if (met !== undefined) {
      return {
        time: point.time,
        reason: `the hold started again at ${moment(point.time)}: ${reasonText(met)}`,
      };
    }
  }
  return null;
}

function gaps(input: HoldInput, since: number): string[] {
  const { now, hold, history } = input;
  const from = Math.max(since, now - hold);
  const wanted = Math.floor((now - from) / history.step);
  if (wanted <= 0) return [];
  const seen = history.points.filter(({ time, measurements }) => {
    const known = measurements.signsOfLife.value !== null && measurements.triggerRequests.value !== null;
    return time > from && time <= now && known;
  }).length;
  if (seen / wanted >= LEAST_COVERAGE) return [];
  const percent = Math.floor((100 * seen) / wanted);
  return [
    `data for ${percent}% of the last ${durationText(Math.round(now - from))}, ${LEAST_COVERAGE * 100}% needed to prove the hold`,
  ];
}

function left(seconds: number): string {
  return durationText(Math.ceil(seconds));
}

function moment(seconds: number): string {
  return new Date(Math.ceil(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
