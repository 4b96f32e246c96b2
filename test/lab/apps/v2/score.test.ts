import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreV2 } from "../../../../scripts/lab/apps/v2/score.ts";
import { candidate, job } from "../support.ts";

const scoreOf = (changes: Parameters<typeof job>[0]) => scoreV2(candidate())(job(changes)).score;

test("V2 reads skills across French, English and abbreviations", () => {
  const translated = ["JS", "langage SQL", "conteneurs (confirmé)", "gestion de versions"];
  assert.equal(scoreOf({ required_skills: translated }), scoreOf({}));
});

test("V2 understands a skill with one slip of the keyboard", () => {
  assert.equal(scoreOf({ required_skills: ["Javasrcipt", "SQL", "Dokcer", "Git"] }), scoreOf({}));
});

test("V2 gives a kindred skill part of the credit", () => {
  const exact = scoreOf({ required_skills: ["Docker", "SQL"] });
  const kindred = scoreOf({ required_skills: ["Kubernetes", "SQL"] });
  const strange = scoreOf({ required_skills: ["gériatrie", "SQL"] });
  assert.ok(exact > kindred && kindred > strange, `${exact} > ${kindred} > ${strange}`);
});

const refusals: Readonly<Record<string, Parameters<typeof job>[0]>> = {
  "pay far below the wish": { salary_range: { min: 20_000, max: 30_000 } },
  "a road far beyond the accepted one": { location: { city: "Lille", lat: 50.63, lon: 3.06 } },
  "a contract of another kind": { contract_type: "freelance" },
  "a language that is not spoken": { language: "de" },
  "experience far beyond the candidate's": { required_experience: 15 },
  "none of the skills": { required_skills: ["gériatrie", "soins palliatifs", "urgences"] },
};

for (const [what, changes] of Object.entries(refusals)) {
  test(`V2 calls a job no match for ${what} alone, however well the rest fits`, () => {
    assert.ok(scoreOf(changes) < 60);
  });
}

test("V2 says what speaks against a job", () => {
  const { reasons } = scoreV2(candidate())(job({ contract_type: "cdd", required_skills: ["JS", "K8s"] }));
  assert.deepEqual(reasons, [
    "1 of 2 required skills, 1 more by kindred skills",
    "contract speaks against it",
  ]);
});

test("V2 is confident in proportion to what it was told", () => {
  assert.equal(scoreV2(candidate())(job()).confidence, 1);
  assert.equal(scoreV2({ id: "c", skills: [] })({ id: "j", title: "t", required_skills: [] }).confidence, 0);
  assert.equal(scoreV2(candidate())(job({ language: null })).confidence, 0.86);
});

test("distance does not matter for a remote job, and matters less for a hybrid one", () => {
  const away = { city: "Vienne", lat: 45.48, lon: 4.87 };
  const remote = scoreV2(candidate({ remote_preference: "remote" }));
  assert.ok(remote(job({ location: away, remote_policy: "remote" })).score >= 60);
  const hybrid = scoreOf({ location: away });
  assert.ok(hybrid > scoreOf({ location: away, remote_policy: "onsite" }));
});
