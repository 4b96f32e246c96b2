import type { Measurement } from "../../../infra/metrics/stage-questions.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { decimal, text } from "../../messages/messages.ts";
import type { Judgement } from "../gate/judge.ts";

/** One line that says how a stage is doing: split asked and seen, V1 beside V2, verdict, time left. */
export function progressLine(stage: Stage, { verdict, measurements, hold }: Judgement, now: number): string {
  const waits = verdict.kind !== "rollback" && hold.kind === "waiting" && hold.earliestNext !== null;
  const left = waits ? Math.max(0, Math.ceil(hold.earliestNext - now)) : 0;
  return [
    stage.name.padEnd(12),
    text.status.split(stage.v2, percent(measurements.splitSeen, 1)),
    side("V1", measurements.v1ErrorRate, measurements.v1P95),
    side("V2", measurements.errorRate, measurements.p95),
    text.status.gain(percent(measurements.accuracyGain, 1)),
    left > 0 ? `${verdict.kind}, ${text.status.left(left)}` : verdict.kind,
  ].join(" | ");
}

/** A ratio as people read it; `no data` when nobody knows. */
export function percent({ value }: Measurement, digits: number): string {
  return value === null || !Number.isFinite(value) ? text.status.noData : `${decimal(value * 100, digits)} %`;
}

function side(release: string, errorRate: Measurement, p95: Measurement): string {
  return text.status.side(release, percent(errorRate, 2), milliseconds(p95));
}

function milliseconds({ value }: Measurement): string {
  return value === null || !Number.isFinite(value) ? text.status.noData : `${Math.round(value * 1000)} ms`;
}
