import type { z } from "zod";
import {
  documentId,
  listOf,
  numberFrom,
  objectWith,
  oneOf,
  payRange,
  text,
  yearlyAmount,
} from "../../../../infra/services/checks.ts";

/** Most jobs that one request may carry. */
const maxJobs = 100;

const remoteWords = ["onsite", "hybrid", "remote"] as const;

const location = objectWith({
  city: text(1, 100),
  lat: numberFrom(-90, 90).nullish(),
  lon: numberFrom(-180, 180).nullish(),
});

const skills = listOf(text(1, 100), 0, 200, "skills");

/** Answers of a candidate about their way of working; Nexten's method lives on these texts. */
const questionnaire = objectWith({
  work_style: text(0, 2000).nullish(),
  culture_preferences: text(0, 2000).nullish(),
  remote_preference: text(0, 2000).nullish(),
  career_goals: text(0, 2000).nullish(),
  team_size_preference: text(0, 2000).nullish(),
});

const candidate = objectWith({
  id: documentId,
  name: text(1, 200).nullish(),
  title: text(1, 200).nullish(),
  skills,
  location: location.nullish(),
  years_experience: numberFrom(0, 60).nullish(),
  salary_expectation: yearlyAmount.nullish(),
  contract_types: listOf(text(1, 50), 0, 20, "contract types").nullish(),
  remote_preference: oneOf(remoteWords).nullish(),
  max_commute_km: numberFrom(0, 1000).nullish(),
  languages: listOf(text(1, 50), 0, 20, "languages").nullish(),
  summary: text(0, 5000).nullish(),
  questionnaire: questionnaire.nullish(),
});

const job = objectWith({
  id: documentId,
  title: text(1, 200),
  company: text(1, 200).nullish(),
  required_skills: skills,
  location: location.nullish(),
  contract_type: text(1, 50).nullish(),
  salary_range: payRange.nullish(),
  required_experience: numberFrom(0, 60).nullish(),
  remote_policy: oneOf(remoteWords).nullish(),
  language: text(1, 50).nullish(),
  description: text(0, 10_000).nullish(),
});

/**
 * A request to match: one candidate and 1 to 100 jobs with ids that differ, in the "jobs" format that all
 * releases share. Fields that are absent or null are unknown, never zero.
 */
export const matchRequest = objectWith({
  candidate,
  jobs: listOf(job, 1, maxJobs, "jobs").superRefine((jobs, context) => {
    const seen = new Set<string>();
    jobs.forEach(({ id }, index) => {
      if (seen.has(id))
        context.addIssue({ code: "custom", path: [index, "id"], message: "must differ from the other ids" });
      seen.add(id);
    });
  }),
});

/** A candidate as it arrives at `/api/match`. */
export type Candidate = z.infer<typeof candidate>;
/** A job as it arrives at `/api/match`. */
export type Job = z.infer<typeof job>;
/** A place with its city and, when known, its coordinates in degrees. */
export type Location = z.infer<typeof location>;
/** A checked body of `/api/match`. */
export type MatchRequest = z.infer<typeof matchRequest>;
