import type { Measurement, Measurements } from "../../../infra/metrics/stage-questions.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { decimal, text } from "../../messages/messages.ts";
import type { Judgement } from "../gate/judge.ts";

/** One line that says how a stage is doing: split asked and seen, V1 beside V2, verdict, time left. */
export function progressLine(stage: Stage, { verdict, measurements, hold }: Judgement, now: number): string {
  const left =
    hold.kind === "waiting" && hold.earliestNext !== null
      ? Math.max(0, Math.ceil(hold.earliestNext - now))
      : 0;
  return [
    stage.name.padEnd(12),
    text.status.split(stage.v2, seenSplit(stage, measurements)),
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

// Where a release has no users its requests are the prober's, and say nothing about the split.
function seenSplit(stage: Stage, { requests, v1Requests }: Measurements): string {
  if (stage.v2 === 0 || stage.v2 === 100) return `${stage.v2} %`;
  const v2 = requests.value ?? 0;
  const all = v2 + (v1Requests.value ?? 0);
  return all > 0 ? `${decimal((v2 / all) * 100, 1)} %` : text.status.noData;
}
