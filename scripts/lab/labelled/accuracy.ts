import { matchFrom, type Scorer } from "../apps/shared/scorer.ts";
import type { LabelledRequest } from "./labelled-set.ts";

/** Share of the pairs, 0..1, on which "score is 60 or more" equals the label. */
export function accuracyOf(scorer: Scorer, set: readonly LabelledRequest[]): number {
  let right = 0;
  let pairs = 0;
  for (const { candidate, jobs, labels } of set) {
    const score = scorer(candidate);
    for (const job of jobs) {
      pairs++;
      if (score(job).score >= matchFrom === labels[job.id]) right++;
    }
  }
  return right / pairs;
}

/** Relative gain of V2 over V1: 0.13 for +13 %. */
export function relativeGain(v1Accuracy: number, v2Accuracy: number): number {
  return (v2Accuracy - v1Accuracy) / v1Accuracy;
}

/**
 * The drill's `wrongRate` that leaves V2 with `gain` over V1. Inverting a share w of the predictions turns an
 * accuracy a into a - w(2a - 1). Throws when no share between 0 and 1 can do it.
 */
export function wrongRateFor(gain: number, v1Accuracy: number, v2Accuracy: number): number {
  const rate = (v2Accuracy - v1Accuracy * (1 + gain)) / (2 * v2Accuracy - 1);
  if (!(rate >= 0 && rate <= 1)) {
    const reached = `${(relativeGain(v1Accuracy, v2Accuracy) * 100).toFixed(1)} %`;
    throw new RangeError(
      `no wrongRate gives a gain of ${(gain * 100).toFixed(1)} %: V2 has ${reached} without a drill`,
    );
  }
  return rate;
}
