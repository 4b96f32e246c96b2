import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scoreNexten } from "../../../scripts/lab/apps/nexten/score.ts";
import type { Candidate, Job } from "../../../scripts/lab/apps/shared/match-schema.ts";
import type { Scorer } from "../../../scripts/lab/apps/shared/scorer.ts";
import { scoreV1 } from "../../../scripts/lab/apps/v1/score.ts";
import { scoreV2 } from "../../../scripts/lab/apps/v2/score.ts";
import { readHalf } from "../../../scripts/lab/labelled/labelled-set.ts";
import { candidate, job } from "./support.ts";

const releases: Readonly<Record<string, Scorer>> = { V1: scoreV1, V2: scoreV2, Nexten: scoreNexten };
const requests = readHalf("tune");

const aRequest = fc.constantFrom(...requests);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const aPlace = fc.record({
  city: fc.string({ minLength: 1 }),
  lat: maybe(fc.double({ min: -90, max: 90, noNaN: true })),
  lon: maybe(fc.double({ min: -180, max: 180, noNaN: true })),
});
const remoteWord = fc.constantFrom("onsite" as const, "hybrid" as const, "remote" as const);
const aCandidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.constant("c"),
  skills: fc.array(fc.string()),
  location: maybe(aPlace),
  years_experience: maybe(fc.double({ min: 0, max: 60, noNaN: true })),
  salary_expectation: maybe(fc.double({ min: 0, max: 1e7, noNaN: true })),
  contract_types: maybe(fc.array(fc.string())),
  remote_preference: maybe(remoteWord),
  max_commute_km: maybe(fc.double({ min: 0, max: 1000, noNaN: true })),
  languages: maybe(fc.array(fc.string())),
});
const aJob: fc.Arbitrary<Job> = fc.record({
  id: fc.constant("j"),
  title: fc.string({ minLength: 1 }),
  required_skills: fc.array(fc.string()),
  location: maybe(aPlace),
  contract_type: maybe(fc.string({ minLength: 1 })),
  salary_range: maybe(fc.nat(1e6).map((min) => ({ min, max: min * 2 }))),
  required_experience: maybe(fc.double({ min: 0, max: 60, noNaN: true })),
  remote_policy: maybe(remoteWord),
  language: maybe(fc.string({ minLength: 1 })),
});

for (const [name, scorer] of Object.entries(releases)) {
  test(`${name} scores any candidate and job from 0 to 100, twice the same`, () => {
    fc.assert(
      fc.property(aCandidate, aJob, (someone, something) => {
        const { score, reasons } = scorer(someone)(something);
        assert.ok(score >= 0 && score <= 100, `score ${score}`);
        assert.ok(reasons.length > 0);
        assert.deepEqual(scorer(someone)(something), { ...scorer(someone)(something), score, reasons });
      }),
    );
  });

  test(`${name} scores a fitting job as a match, and higher than one of another trade far away`, () => {
    const score = scorer(candidate());
    const misfit = job({
      required_skills: ["soins infirmiers", "gériatrie"],
      title: "Infirmière",
      location: { city: "Lille", lat: 50.63, lon: 3.06 },
      contract_type: "cdd",
      remote_policy: "onsite",
    });
    assert.ok(score(job()).score >= 60);
    assert.ok(score(job()).score > score(misfit).score);
  });
}

for (const name of ["V1", "V2"]) {
  test(`${name} never scores lower when the candidate learns a required skill`, () => {
    const scorer = name === "V1" ? scoreV1 : scoreV2;
    fc.assert(
      fc.property(aRequest, fc.nat(9), fc.nat(5), (request, which, skill) => {
        const wanted = request.jobs[which];
        const learned = wanted?.required_skills[skill];
        if (!wanted || learned === undefined) return;
        const taught = { ...request.candidate, skills: [...request.candidate.skills, learned] };
        assert.ok(scorer(taught)(wanted).score >= scorer(request.candidate)(wanted).score);
      }),
    );
  });

  test(`${name} never scores lower when the job pays more`, () => {
    const scorer = name === "V1" ? scoreV1 : scoreV2;
    fc.assert(
      fc.property(aRequest, fc.nat(9), fc.integer({ min: 1, max: 30_000 }), (request, which, raise) => {
        const offered = request.jobs[which];
        if (!offered?.salary_range) return;
        const { min, max } = offered.salary_range;
        const better = { ...offered, salary_range: { min, max: max + raise } };
        assert.ok(scorer(request.candidate)(better).score >= scorer(request.candidate)(offered).score);
      }),
    );
  });
}
