import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "../../../../scripts/lab/apps/shared/match-routes.ts";
import type { MatchRequest } from "../../../../scripts/lab/apps/shared/match-schema.ts";
import { enrichWithNexten } from "../../../../scripts/lab/apps/v2/nexten.ts";
import { scoreV2 } from "../../../../scripts/lab/apps/v2/score.ts";
import { candidate, job } from "../support.ts";

const answers = {
  work_style: "en équipe",
  culture_preferences: "calm",
  career_goals: "lead a team",
  team_size_preference: "5 to 10",
};
const request: MatchRequest = { candidate: candidate({ questionnaire: answers }), jobs: [job()] };
const matches = rank(request, scoreV2, 0);

/** A Nexten that answers as told and counts how often it was asked. */
function nexten(answer: () => Promise<Response>) {
  const asked: string[] = [];
  const fetch = async (url: string | URL | Request) => {
    asked.push(String(url));
    return await answer();
  };
  return { asked, fetch };
}

const well = async () => Response.json({ matches: [{ job_id: "j-1", score: 71.6 }] });
const badly = async () => new Response("", { status: 500 });

test("Nexten's similarity is added to the reasons and changes no score", async () => {
  const { asked, fetch } = nexten(well);
  const enriched = await enrichWithNexten({ url: "http://nexten:5052", fetch })(request, matches);
  assert.deepEqual(asked, ["http://nexten:5052/api/match"]);
  assert.deepEqual(enriched[0]?.reasons.at(-1), "texts alike: 72 of 100");
  assert.equal(enriched[0]?.score, matches[0]?.score);
});

test("a candidate with fewer than four answers is never sent to Nexten", async () => {
  const { asked, fetch } = nexten(well);
  const poor = { ...request, candidate: candidate({ questionnaire: { ...answers, work_style: " " } }) };
  assert.equal(await enrichWithNexten({ url: "http://nexten:5052", fetch })(poor, matches), matches);
  assert.deepEqual(asked, []);
});

test("Nexten failing three times is left alone for 30 s, then asked again", async () => {
  let clock = 0;
  const { asked, fetch } = nexten(badly);
  const enrich = enrichWithNexten({ url: "http://nexten:5052", fetch, now: () => clock });
  for (let i = 0; i < 5; i++) assert.equal(await enrich(request, matches), matches);
  assert.equal(asked.length, 3);
  clock = 29_999;
  await enrich(request, matches);
  assert.equal(asked.length, 3);
  clock = 30_000;
  await enrich(request, matches);
  assert.equal(asked.length, 4);
});

test("one good answer forgives earlier failures", async () => {
  let answer = badly;
  const { asked, fetch } = nexten(() => answer());
  const enrich = enrichWithNexten({ url: "http://nexten:5052", fetch });
  await enrich(request, matches);
  await enrich(request, matches);
  answer = well;
  await enrich(request, matches);
  answer = badly;
  for (let i = 0; i < 5; i++) await enrich(request, matches);
  assert.equal(asked.length, 6);
});

test("an answer in another shape counts as a failure and changes nothing", async () => {
  const { fetch } = nexten(async () => Response.json({ hits: [] }));
  assert.equal(await enrichWithNexten({ url: "http://nexten:5052", fetch })(request, matches), matches);
});
