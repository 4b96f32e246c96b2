import assert from "node:assert/strict";
import { reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { openClient } from "./support/users.ts";

/** Each release has ids of its own: data-sync carries these documents, and a session's id is used once. */
const DOCUMENTS = [
  {
    path: "/api/v1/offers/journey-1",
    document: {
      titre: "Développeuse Java",
      competences: ["Java", "SQL"],
      salaire: "45K-55K",
      localisation: "Lyon",
    },
    change: { type_contrat: "cdi", salaire: null },
  },
  {
    path: "/api/v1/candidates/journey-1",
    document: { nom: "Martin", competences: ["Java"], annees_experience: 4 },
    change: { annees_experience: 5 },
  },
  {
    path: "/api/v1/sessions/journey-1",
    document: { candidat_id: "journey-1", offres_vues: ["journey-1"] },
    change: { langue: "fr" },
  },
  {
    path: "/api/v1/matches/journey-1",
    document: { candidat_id: "journey-1", resultats: [{ id: "journey-1", score_global: 81.5 }] },
    change: { temps_execution: 0.012 },
  },
  {
    path: "/api/v2/jobs/journey-v2",
    document: {
      title: "Java developer",
      required_skills: ["Java", "SQL"],
      salary_range: { min: 45_000, max: 55_000 },
      location: { city: "Lyon" },
    },
    change: { contract_type: "permanent", salary_range: null },
  },
  {
    path: "/api/v2/candidates/journey-v2",
    document: { name: "Martin", skills: ["Java"], years_experience: 4 },
    change: { years_experience: 5 },
  },
  {
    path: "/api/v2/sessions/journey-v2",
    document: { candidate_id: "journey-1", viewed_jobs: ["journey-1"] },
    change: { language: "fr" },
  },
  {
    path: "/api/v2/matches/journey-v2",
    document: { candidate_id: "journey-1", matches: [{ job_id: "journey-1", score: 81.5 }] },
    change: { execution_time_ms: 12 },
  },
] as const;

story("documents are written through the gateway into V1's and V2's stores", (part) => {
  for (const { path, document, change } of DOCUMENTS) {
    const [, , version, kind, id] = path.split("/");
    part(`${version} creates, reads, changes and deletes ${kind} under the client's id`, async () => {
      const client = openClient(await reach(100));
      try {
        const created = await client.ask(path, { method: "PUT", json: document });
        assert.equal(created.status, 201, created.body);
        assert.equal(created.headers["x-release"], version);
        assert.deepEqual(JSON.parse((await client.ask(path)).body), { id, ...document });
        const changed = await client.ask(path, { method: "PATCH", json: change });
        assert.equal(changed.status, 200, changed.body);
        const kept = Object.entries({ id, ...document, ...change }).filter(([, value]) => value !== null);
        assert.deepEqual(JSON.parse((await client.ask(path)).body), Object.fromEntries(kept));
        assert.equal((await client.ask(path, { method: "DELETE" })).status, 204);
        assert.equal((await client.ask(path)).status, 404);
      } finally {
        await client.close();
      }
    });
  }

  part("a document that is not valid is refused and named", async () => {
    const client = openClient(await reach(100));
    try {
      const answer = await client.ask("/api/v1/offers/journey-2", {
        method: "PUT",
        json: { titre: "x", salaire: "much" },
      });
      assert.equal(answer.status, 400);
      assert.match(answer.body, /salaire must be a yearly amount/);
    } finally {
      await client.close();
    }
  });
});
