import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreNexten } from "../../../../scripts/lab/apps/nexten/score.ts";
import { candidate, job } from "../support.ts";

test("Nexten reads free text and questionnaires", () => {
  const offered = job({ required_skills: ["ruches"], description: "apiculture de montagne, ruches et miel" });
  const plain = scoreNexten(candidate())(offered).score;
  const keen = scoreNexten(candidate({ questionnaire: { career_goals: "apiculture de montagne" } }))(
    offered,
  ).score;
  assert.ok(keen > plain, `${keen} > ${plain}`);
});

test("Nexten knows nothing about pay", () => {
  const score = scoreNexten(candidate());
  assert.equal(score(job({ salary_range: { min: 1, max: 2 } })).score, score(job()).score);
});

test("Nexten gives 0 without confidence to a candidate without words", () => {
  assert.deepEqual(scoreNexten({ id: "c", skills: [] })(job()), {
    score: 0,
    reasons: ["text similarity 0.00"],
    confidence: 0,
  });
});
