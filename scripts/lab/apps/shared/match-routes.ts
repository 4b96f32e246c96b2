import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { checked, readJson } from "./body.ts";
import { type Drill, evenShare, isTurned, turned } from "./drill.ts";
import { type MatchRequest, matchRequest } from "./match-schema.ts";
import { Refusal } from "./refusal.ts";
import type { Answer, Route } from "./router.ts";
import type { Scorer } from "./scorer.ts";

/** One line of an answer to `/api/match`. */
export interface Match {
  readonly job_id: string;
  readonly job_title: string;
  /** 0..100. */
  readonly score: number;
  readonly reasons: readonly string[];
  readonly confidence?: number;
}

/** Adds to the matches what another service knows. Must not fail and must not change a score. */
export type Enrich = (request: MatchRequest, matches: readonly Match[]) => Promise<readonly Match[]>;

export interface MatchingOptions {
  readonly paths: readonly string[];
  readonly algorithm: string;
  readonly scorer: Scorer;
  readonly enrich?: Enrich;
  readonly drill: () => Drill;
}

/** `POST {candidate, jobs[]}` on each path: the jobs with their scores, best first; equal scores keep their order. */
export function matchRoutes(options: MatchingOptions): Route[] {
  const fails = evenShare();
  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const body = checked(matchRequest, await readJson(request));
    const start = performance.now();
    const drill = options.drill();
    if (drill.latencyMs) await pause(drill.latencyMs);
    if (drill.errorRate && fails(drill.errorRate)) throw new Refusal(500, "internal error (drill)");
    const ranked = rank(body, options.scorer, drill.wrongRate ?? 0);
    const matches = options.enrich ? await options.enrich(body, ranked) : ranked;
    const processing_time_ms = Math.round((performance.now() - start) * 1000) / 1000;
    return { status: 200, body: { matches, processing_time_ms, algorithm: options.algorithm } };
  };
  return options.paths.map((path) => ({ method: "POST", path, handle }));
}

/** Scores every job; predictions that the drill picks are turned round. */
export function rank({ candidate, jobs }: MatchRequest, scorer: Scorer, wrongRate: number): Match[] {
  const score = scorer(candidate);
  const matches = jobs.map((job): Match => {
    const result = score(job);
    const isWrong = wrongRate > 0 && isTurned(wrongRate, candidate.id, job.id);
    return {
      job_id: job.id,
      job_title: job.title,
      ...result,
      score: isWrong ? turned(result.score) : result.score,
    };
  });
  return matches.sort((a, b) => b.score - a.score);
}
