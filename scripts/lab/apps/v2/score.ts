import { distanceKm } from "../shared/distance.ts";
import type { Candidate, Job } from "../shared/match-schema.ts";
import { matchFrom, type Scorer } from "../shared/scorer.ts";
import { type Constants, constants, type Limit } from "./constants.ts";
import { type Coverage, coverage, skillSet } from "./skills.ts";

/** Turns a chance of 0..1 into 0..1 so that even odds become the threshold of a match. */
const evenOdds = Math.log(matchFrom / 100) / Math.log(0.5);

/** The factor of a criterion on which nothing is known: rather met than not, and never decisive. */
const unknown = 0.85;

/** V2's method with the constants it ships with. */
export const scoreV2: Scorer = scorerWith(constants);

/**
 * V2's method: the chance that both sides say yes. Each criterion is a soft limit of its own and the chances
 * multiply, so that nothing makes up for pay out of reach, a road too long or skills that are missing.
 * Skills are compared by meaning: spellings of both languages, kindred skills, slips of the keyboard.
 */
export function scorerWith(numbers: Constants): Scorer {
  return (candidate) => {
    const own = skillSet(candidate.skills);
    return (job) => {
      const covered = coverage(own, job.required_skills, numbers);
      const factors = {
        skills: covered.share === null ? null : rising(covered.share, numbers.skills),
        experience: experience(candidate, job, numbers),
        pay: pay(candidate, job, numbers),
        commute: commute(candidate, job, numbers),
        remote: remote(candidate, job, numbers),
        contract: contract(candidate, job, numbers),
        language: language(candidate, job, numbers),
      };
      const values = Object.values(factors);
      const chance = values.reduce<number>((product, factor) => product * (factor ?? unknown), 1);
      return {
        score: Math.round(chance ** evenOdds * 1000) / 10,
        reasons: reasonsFor(job, covered, factors),
        confidence:
          Math.round((values.filter((factor) => factor !== null).length / values.length) * 100) / 100,
      };
    };
  };
}

function rising(value: number, limit: Limit): number {
  return 1 / (1 + Math.exp((limit.middle - value) / limit.width));
}

function falling(value: number, limit: Limit): number {
  return rising(-value, { middle: -limit.middle, width: limit.width });
}

function experience(candidate: Candidate, job: Job, numbers: Constants): number | null {
  if (candidate.years_experience == null || job.required_experience == null) return null;
  return rising((candidate.years_experience + 0.5) / (job.required_experience + 0.5), numbers.experience);
}

function pay(candidate: Candidate, job: Job, numbers: Constants): number | null {
  if (candidate.salary_expectation == null || !job.salary_range) return null;
  return falling(candidate.salary_expectation / Math.max(1, job.salary_range.max), numbers.pay);
}

function commute(candidate: Candidate, job: Job, numbers: Constants): number | null {
  if (job.remote_policy === "remote") return 1;
  const km = distanceKm(candidate.location, job.location);
  if (km === null || candidate.max_commute_km == null) return null;
  const reach =
    Math.max(1, candidate.max_commute_km) * (job.remote_policy === "hybrid" ? numbers.hybridReach : 1);
  return falling(km / reach, numbers.commute);
}

function remote(candidate: Candidate, job: Job, numbers: Constants): number | null {
  if (!candidate.remote_preference || !job.remote_policy) return null;
  const pair = [candidate.remote_preference, job.remote_policy];
  return pair.includes("remote") && pair.includes("onsite") ? numbers.oppositeRemote : 1;
}

function contract(candidate: Candidate, job: Job, numbers: Constants): number | null {
  if (!candidate.contract_types?.length || !job.contract_type) return null;
  const offered = job.contract_type.toLowerCase();
  return candidate.contract_types.some((type) => type.toLowerCase() === offered) ? 1 : numbers.otherContract;
}

function language(candidate: Candidate, job: Job, numbers: Constants): number | null {
  if (!candidate.languages?.length || !job.language) return null;
  const spoken = job.language.toLowerCase();
  return candidate.languages.some((own) => own.toLowerCase() === spoken) ? 1 : numbers.otherLanguage;
}

function reasonsFor(job: Job, covered: Coverage, factors: Record<string, number | null>): string[] {
  const kindred = covered.kindred > 0 ? `, ${covered.kindred} more by kindred skills` : "";
  const reasons = [`${covered.met} of ${job.required_skills.length} required skills${kindred}`];
  const against = Object.entries(factors).filter(([, factor]) => factor !== null && factor < 0.5);
  reasons.push(...against.map(([name]) => `${name} speaks against it`));
  if (against.length === 0) reasons.push("nothing speaks against it");
  return reasons;
}
