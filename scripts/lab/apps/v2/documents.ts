import { z } from "zod";
import {
  documentId,
  listOf,
  numberFrom,
  objectWith,
  oneOf,
  payRange,
  text,
  textsByName,
  yearlyAmount,
} from "../../../../infra/services/checks.ts";
import type { DocumentKind } from "../shared/document-routes.ts";

/** Time a V2 session lives after its last use, seconds; the same as on V1, so that a move keeps it. */
export const sessionTtlSeconds = 1_800;
/** Time a kept match result lives after its last use, seconds; the same as on V1. */
export const matchTtlSeconds = 3_600;

const remote = oneOf(["onsite", "hybrid", "remote"]);
const words = (what: string) => listOf(text(1, 100), 0, 200, what);
const day = z.iso.date("must be a date such as 2025-06-03");
const moment = z.iso.datetime({ error: "must be a time such as 2025-06-03T17:00:00Z" });
const place = objectWith({
  city: text(1, 200),
  lat: numberFrom(-90, 90).optional(),
  lon: numberFrom(-180, 180).optional(),
});

/** A job as V2 keeps it: the unified "jobs" format. */
export const job = z.strictObject(
  {
    title: text(1, 200),
    company: text(1, 200).optional(),
    required_skills: words("skills"),
    location: place.optional(),
    contract_type: text(1, 50).optional(),
    salary_range: payRange.optional(),
    required_experience: numberFrom(0, 60).optional(),
    remote_policy: remote.optional(),
    language: text(1, 50).optional(),
    description: text(0, 10_000).optional(),
    responsibilities: words("responsibilities").optional(),
    benefits: words("benefits").optional(),
    desired_soft_skills: words("soft skills").optional(),
    company_culture: text(0, 2_000).optional(),
    company_values: words("values").optional(),
    industry: text(1, 100).optional(),
    company_size: text(1, 50).optional(),
    published_date: day.optional(),
    deadline: day.optional(),
  },
  "must be an object",
);

/** A candidate as V2 keeps it. */
export const candidate = z.strictObject(
  {
    name: text(1, 200),
    first_name: text(1, 200).optional(),
    email: text(3, 320).optional(),
    phone: text(3, 40).optional(),
    skills: words("skills"),
    location: place.optional(),
    years_experience: numberFrom(0, 60).optional(),
    salary_expectation: yearlyAmount.optional(),
    contract_types: words("contract types").optional(),
    remote_preference: remote.optional(),
    max_commute_km: numberFrom(0, 1000).optional(),
    languages: words("languages").optional(),
    education: text(0, 500).optional(),
    education_level: text(0, 100).optional(),
    availability: text(0, 100).optional(),
    industry_preference: text(1, 100).optional(),
    important_values: words("values").optional(),
    important_criteria: words("criteria").optional(),
  },
  "must be an object",
);

/** A session of a candidate on V2. */
export const session = z.strictObject(
  {
    candidate_id: documentId,
    viewed_jobs: words("jobs").optional(),
    saved_jobs: words("jobs").optional(),
    filters: textsByName(200, 100, "filters").optional(),
    language: text(1, 50).optional(),
    created_at: moment.optional(),
  },
  "must be an object",
);

const result = objectWith({
  job_id: documentId,
  job_title: text(1, 200).optional(),
  score: numberFrom(0, 100),
  reasons: listOf(text(0, 200), 0, 20, "reasons").optional(),
  confidence: numberFrom(0, 1).optional(),
});

/** A kept answer to a match request of a candidate on V2. */
export const matchResult = z.strictObject(
  {
    candidate_id: documentId,
    matches: listOf(result, 0, 100, "results"),
    algorithm_used: text(1, 100).optional(),
    execution_time_ms: numberFrom(0, 86_400_000).optional(),
    created_at: moment.optional(),
  },
  "must be an object",
);

/** Everything V2 keeps. */
export const documentsV2: readonly DocumentKind[] = [
  { prefix: "job", path: "/api/v2/jobs", schema: job, ttlSeconds: null },
  { prefix: "candidate", path: "/api/v2/candidates", schema: candidate, ttlSeconds: null },
  { prefix: "session", path: "/api/v2/sessions", schema: session, ttlSeconds: sessionTtlSeconds },
  { prefix: "match:result", path: "/api/v2/matches", schema: matchResult, ttlSeconds: matchTtlSeconds },
];
