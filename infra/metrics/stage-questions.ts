import type { Place, Platform, Stage } from "../stage/schema.ts";
import { JOBS } from "./names.ts";
import * as signals from "./signals.ts";
import { effectiveWindow, lastingWindow, silenceWindow } from "./windows.ts";

/** The rollback triggers of a platform. */
export type Triggers = Platform["triggers"];

/** What triggers are judged by. */
export const TRIGGER_SIGNALS = [
  "signsOfLife",
  "signsOfLifeV1",
  "triggerRequests",
  "triggerErrorRate",
  "p95Requests",
  "triggerP95",
  "sustainedP95",
  "triggerPredictions",
  "accuracyOfV1",
  "healthChecks",
  "availability",
] as const;

/** What the gate of the stage is judged by. */
export const GATE_SIGNALS = [
  "requests",
  "errorRate",
  "p95",
  "predictions",
  "accuracyGain",
  "dataParity",
  "syncLag",
] as const;

/** What is only shown: the split that users got, V1 beside V2, and whether their metrics are scraped. */
export const SHOWN_SIGNALS = [
  "splitSeen",
  "v1Requests",
  "v1ErrorRate",
  "v1P95",
  "v1Scraped",
  "v2Scraped",
] as const;

export type TriggerSignal = (typeof TRIGGER_SIGNALS)[number];
export type Signal = TriggerSignal | (typeof GATE_SIGNALS)[number] | (typeof SHOWN_SIGNALS)[number];

/** One question to Prometheus. */
export interface Question {
  readonly query: string;
  /** Seconds that the answer looks back. */
  readonly window: number;
}

/** One answer as Prometheus gave it, or null with the reason why there is none. */
export type Measurement =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: string };

export type Questions = Readonly<Record<Signal, Question>>;
export type Measurements = Readonly<Record<Signal, Measurement>>;
export type TriggerMeasurements = Readonly<Record<TriggerSignal, Measurement>>;

/** Everything the questions of a stage depend on. */
export interface Asking {
  readonly stage: Pick<Stage, "v2" | "gate">;
  readonly triggers: Triggers;
  readonly shorten: Place["shorten"];
  /** Seconds between two scrapes in this place. */
  readonly scrapeEvery: number;
  /** Seconds since the stage was entered; null asks the whole windows. */
  readonly age: number | null;
}

/** The questions whose answers show, judge and end a stage: V2's by its users where it has any, else by the prober. */
export function stageQuestions(asking: Asking): Questions {
  const { stage, scrapeEvery } = asking;
  const shown = scopes(asking, stage.gate.errorRate.over);
  return {
    ...triggerQuestions(asking),
    ...gateQuestions(asking),
    splitSeen: { query: signals.splitSeen({ window: shown.window, scrapeEvery }), window: shown.window },
    v1Requests: { query: signals.requests(shown.v1), window: shown.window },
    v1ErrorRate: { query: signals.errorRate(shown.v1), window: shown.window },
    v1P95: { query: signals.p95(shown.v1), window: shown.window },
    v1Scraped: { query: signals.scraped(JOBS.v1), window: scrapeEvery },
    v2Scraped: { query: signals.scraped(JOBS.v2), window: scrapeEvery },
  };
}

function gateQuestions(asking: Asking): Pick<Questions, (typeof GATE_SIGNALS)[number]> {
  const { gate } = asking.stage;
  const errors = scopes(asking, gate.errorRate.over);
  const p95 = scopes(asking, gate.p95.over);
  const gain = scopes(asking, gate.accuracyGain.over);
  const parity = scopes(asking, gate.dataParity.over);
  const lag = scopes(asking, gate.syncLag.over);
  return {
    requests: { query: signals.requests(errors.v2), window: errors.window },
    errorRate: { query: signals.errorRate(errors.v2), window: errors.window },
    p95: { query: signals.p95(p95.v2), window: p95.window },
    predictions: { query: signals.predictions(gain.v2), window: gain.window },
    accuracyGain: { query: signals.accuracyGain(gain.v2), window: gain.window },
    dataParity: { query: signals.dataParity(parity.v2), window: parity.window },
    syncLag: { query: signals.syncLag(lag.v2), window: lag.window },
  };
}

/** The questions of the rollback triggers alone, as asked over the whole history of a hold. */
export function triggerQuestions(asking: Asking): Readonly<Record<TriggerSignal, Question>> {
  const { triggers, scrapeEvery } = asking;
  const errors = scopes(asking, triggers.errorRate.over);
  const p95 = scopesOver(asking, lastingWindow(triggers.p95.over, asking));
  const accuracy = scopes(asking, triggers.accuracyOfV1.over);
  const health = scopes(asking, triggers.availability.over);
  const silence = silenceWindow(scrapeEvery);
  return {
    signsOfLife: { query: signals.signsOfLife("v2", scrapeEvery), window: silence },
    signsOfLifeV1: { query: signals.signsOfLife("v1", scrapeEvery), window: silence },
    triggerRequests: { query: signals.requests(errors.v2), window: errors.window },
    triggerErrorRate: { query: signals.errorRate(errors.v2), window: errors.window },
    p95Requests: { query: signals.requests(p95.v2), window: p95.window },
    triggerP95: { query: signals.p95(p95.v2), window: p95.window },
    sustainedP95: { query: signals.sustainedP95(p95.v2), window: p95.window },
    triggerPredictions: { query: signals.predictions(accuracy.v2), window: accuracy.window },
    accuracyOfV1: { query: signals.accuracyOfV1(accuracy.v2), window: accuracy.window },
    healthChecks: { query: signals.healthChecks(health.v2), window: health.window },
    availability: { query: signals.availability(health.v2), window: health.window },
  };
}

function scopes(asking: Asking, over: number) {
  return scopesOver(asking, effectiveWindow(over, asking));
}

function scopesOver({ stage, scrapeEvery }: Asking, window: number) {
  const scope = (release: "v1" | "v2"): signals.Scope => ({
    release,
    source: signals.sourceOf(release, stage.v2),
    window,
    scrapeEvery,
  });
  return { window, v1: scope("v1"), v2: scope("v2") };
}
