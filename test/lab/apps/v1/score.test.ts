import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreV1, weights } from "../../../../scripts/lab/apps/v1/score.ts";
import { candidate, job } from "../support.ts";

const scoreOf = (changes: Parameters<typeof job>[0]) => scoreV1(candidate())(job(changes)).score;

test("V1 weighs proximity .25, experience .20, pay .25, skills .15 and flexibility .15", () => {
  assert.deepEqual(weights, { proximity: 0.25, experience: 0.2, pay: 0.25, skills: 0.15, flexibility: 0.15 });
  const sum = Object.values<number>(weights).reduce((a, b) => a + b);
  assert.equal(Math.round(sum * 1000), 1000);
});

test("V1 gives 100 to a job that fits in every respect, and says why", () => {
  assert.deepEqual(scoreV1(candidate())(job()), {
    score: 100,
    reasons: [
      "4 of 4 required skills",
      "close to home",
      "enough experience",
      "expected pay within the range",
      "contract and remote work as wished",
    ],
  });
});

test("one criterion failed costs V1 at most its weight", () => {
  assert.equal(scoreOf({ required_skills: ["nursing", "geriatrics"] }), 85);
  assert.equal(scoreOf({ location: { city: "Lille", lat: 50.63, lon: 3.06 } }), 75);
  assert.equal(scoreOf({ salary_range: { min: 10_000, max: 20_000 } }), 75);
  assert.equal(scoreOf({ required_experience: 10 }), 90);
  assert.equal(scoreOf({ contract_type: "cdd" }), 92.5);
});

test("V1 compares skills by their letters, upper and lower case apart", () => {
  assert.equal(scoreOf({ required_skills: ["javascript", "sql", "DOCKER", " git "] }), 100);
  assert.equal(scoreOf({ required_skills: ["JS", "langage SQL", "conteneurs", "version control"] }), 85);
});

test("V1 counts what it does not know as half", () => {
  const bare = { id: "j", title: "t", required_skills: [] };
  assert.equal(scoreV1({ id: "c", skills: [] })(bare).score, 50);
});

test("V1 falls back on the town's name when coordinates are unknown", () => {
  const from = (city: string) => scoreV1(candidate({ location: { city } }))(job()).score;
  assert.equal(from("lyon"), 100);
  assert.equal(from("Lille"), 80);
});
