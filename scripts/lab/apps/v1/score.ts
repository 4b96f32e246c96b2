import { distanceKm } from "../shared/distance.ts";
import type { Candidate, Job } from "../shared/match-schema.ts";
import type { Scorer } from "../shared/scorer.ts";

/** Share of each criterion in V1's score, as V1 has always had them. They sum to 1. */
export const weights = {
  proximity: 0.25,
  experience: 0.2,
  pay: 0.25,
  skills: 0.15,
  flexibility: 0.15,
} as const;

/** What an unknown value counts: neither for nor against. */
const unknown = 0.5;

/**
 * V1's method: five criteria of 0..1, weighted and added up, so that one may make up for another.
 * Skills count when they are spelled alike, upper and lower case apart.
 */
export const scoreV1: Scorer = (candidate) => {
  const own = new Set(candidate.skills.map((skill) => skill.trim().toLowerCase()));
  return (job) => {
    const matched = job.required_skills.filter((skill) => own.has(skill.trim().toLowerCase())).length;
    const criteria = {
      proximity: proximity(candidate, job),
      experience: experience(candidate, job),
      pay: pay(candidate, job),
      skills: job.required_skills.length === 0 ? unknown : matched / job.required_skills.length,
      flexibility: flexibility(candidate, job),
    };
    const score =
      weights.proximity * criteria.proximity +
      weights.experience * criteria.experience +
      weights.pay * criteria.pay +
      weights.skills * criteria.skills +
      weights.flexibility * criteria.flexibility;
    return { score: Math.round(score * 1000) / 10, reasons: reasonsFor(job, matched, criteria) };
  };
};

function proximity(candidate: Candidate, job: Job): number {
  if (job.remote_policy === "remote") return 1;
  const km = distanceKm(candidate.location, job.location);
  if (km === null) {
    if (!candidate.location || !job.location) return unknown;
    return candidate.location.city.toLowerCase() === job.location.city.toLowerCase() ? 1 : 0.2;
  }
  if (km <= 5) return 1;
  if (km <= 15) return 0.85;
  if (km <= 30) return 0.65;
  if (km <= 50) return 0.4;
  return km <= 100 ? 0.2 : 0;
}

function experience(candidate: Candidate, job: Job): number {
  if (candidate.years_experience == null || job.required_experience == null) return unknown;
  if (job.required_experience === 0) return 1;
  return Math.min(1, candidate.years_experience / job.required_experience);
}

function pay(candidate: Candidate, job: Job): number {
  if (candidate.salary_expectation == null || !job.salary_range) return unknown;
  const excess = candidate.salary_expectation / Math.max(1, job.salary_range.max) - 1;
  if (excess <= 0) return 1;
  return Math.max(0, 1 - excess * 3);
}

function flexibility(candidate: Candidate, job: Job): number {
  const contract =
    !job.contract_type || !candidate.contract_types?.length
      ? unknown
      : candidate.contract_types.some((type) => type.toLowerCase() === job.contract_type?.toLowerCase())
        ? 1
        : 0;
  const steps = { onsite: 0, hybrid: 1, remote: 2 } as const;
  const remote =
    !job.remote_policy || !candidate.remote_preference
      ? unknown
      : 1 - Math.abs(steps[job.remote_policy] - steps[candidate.remote_preference]) / 2;
  return (contract + remote) / 2;
}

function reasonsFor(job: Job, matched: number, criteria: Record<keyof typeof weights, number>): string[] {
  const reasons = [`${matched} of ${job.required_skills.length} required skills`];
  if (criteria.proximity >= 0.85) reasons.push("close to home");
  if (criteria.experience === 1) reasons.push("enough experience");
  if (criteria.pay === 1) reasons.push("expected pay within the range");
  if (criteria.flexibility === 1) reasons.push("contract and remote work as wished");
  return reasons;
}
