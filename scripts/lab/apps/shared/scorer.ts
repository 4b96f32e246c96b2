import type { Candidate, Job } from "./match-schema.ts";

/** A score from this value on predicts "match"; the same for every release, so that they can be compared. */
export const matchFrom = 60;

/** What one release says about one pair. */
export interface Score {
  /** 0..100. */
  readonly score: number;
  /** Short English phrases for people, the strongest first. */
  readonly reasons: readonly string[];
  /** 0..1: how much of what the method needs was known. */
  readonly confidence?: number;
}

/**
 * A matching method. Taking the candidate first lets a method prepare it once for all the jobs of a request.
 * Pure: the same documents always give the same score.
 */
export type Scorer = (candidate: Candidate) => (job: Job) => Score;
