import type { HoldProof } from "../../infra/gate/hold.ts";
import type { Verdict, VerdictInput } from "../../infra/gate/verdict.ts";
import {
  type Measurement,
  type Measurements,
  type Signal,
  stageQuestions,
  type Triggers,
} from "../../infra/metrics/stage-questions.ts";
import type { Stage } from "../../infra/stage/schema.ts";

/** The gate of 25 %, with windows as in the stage file. */
export const GATE: Stage["gate"] = {
  minRequests: 500,
  errorRate: { max: 0.008, over: 600 },
  p95: { max: 0.08, over: 600 },
  accuracyGain: { min: 0.11, over: 3600 },
  dataParity: { min: 1, over: 600 },
  syncLag: { max: 1, over: 600 },
};

/** The rollback triggers of the platform. */
export const TRIGGERS: Triggers = {
  errorRate: { max: 0.05, over: 120 },
  p95: { max: 0.15, over: 300 },
  accuracyOfV1: { min: 0.85, over: 600 },
  availability: { min: 0.99, over: 60 },
};

export const QUESTIONS = stageQuestions({
  stage: { v2: 25, gate: GATE },
  triggers: TRIGGERS,
  shorten: {},
  scrapeEvery: 1,
  age: null,
});

/** How far every signal looks back. */
export const WINDOWS = Object.fromEntries(
  Object.entries(QUESTIONS).map(([name, { window }]) => [name, window]),
) as Record<Signal, number>;

const HEALTHY: Record<Signal, number> = {
  requests: 30_000,
  errorRate: 0.0042,
  p95: 0.062,
  predictions: 36_000,
  accuracyGain: 0.132,
  dataParity: 1,
  syncLag: 0.12,
  signsOfLife: 5,
  signsOfLifeV1: 5,
  triggerRequests: 6000,
  triggerErrorRate: 0.004,
  p95Requests: 15_000,
  triggerP95: 0.063,
  sustainedP95: 0.058,
  triggerPredictions: 6000,
  accuracyOfV1: 1.131,
  healthChecks: 60,
  availability: 1,
  splitSeen: 0.25,
  v1Requests: 90_000,
  v1ErrorRate: 0.001,
  v1P95: 0.085,
  v1Scraped: 1,
  v2Scraped: 1,
};

const OVER: HoldProof = { kind: "over", since: 0 };

/** The measurements of a healthy V2, with some of them changed; null is no data. */
export function measured(changes: Partial<Record<Signal, number | null>> = {}): Measurements {
  const values = Object.entries({ ...HEALTHY, ...changes });
  return Object.fromEntries(values.map(([name, value]) => [name, measurement(value)])) as Measurements;
}

/** A stage that may be left, with some measurements changed. */
export function healthy(
  changes: Partial<Record<Signal, number | null>> = {},
  options: { v2?: number; hold?: HoldProof; sunset?: Stage["sunset"] } = {},
): VerdictInput {
  return {
    stage: { v2: options.v2 ?? 25, gate: GATE, sunset: options.sunset ?? null },
    triggers: TRIGGERS,
    windows: WINDOWS,
    measurements: measured(changes),
    hold: options.hold ?? OVER,
  };
}

function measurement(value: number | null): Measurement {
  return value === null ? { value, reason: "prometheus has no such series" } : { value, reason: null };
}

/** Why a verdict is not to pass; none when it is. */
export function reasons(result: Verdict): readonly string[] {
  return result.kind === "pass" ? [] : result.reasons;
}
