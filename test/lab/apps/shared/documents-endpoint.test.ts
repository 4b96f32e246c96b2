import assert from "node:assert/strict";
import { test } from "node:test";
import type { App } from "../../../../scripts/lab/apps/shared/app.ts";
import { type Store, StoreAway } from "../../../../scripts/lab/apps/shared/store.ts";
import { documentsV2 } from "../../../../scripts/lab/apps/v2/documents.ts";
import { appV1, errorOf, memoryStore, serve } from "../support.ts";

const appV2: App = { ...appV1, name: "v2", documents: documentsV2 };
const offer = { titre: "Développeur", competences: ["Java"], salaire: "45K-55K" };

test("a document is created, replaced, read and deleted under the client's id", async (t) => {
  const store = memoryStore();
  const call = await serve(t, appV1, { store });
  const created = await call("PUT", "/api/v1/offers/o.1:a_b-c", offer);
  assert.deepEqual([created.status, created.body], [201, { id: "o.1:a_b-c", ...offer }]);
  assert.deepEqual(store.documents.get("offer:o.1:a_b-c"), {
    titre: '"Développeur"',
    competences: '["Java"]',
    salaire: '"45K-55K"',
  });
  const replaced = await call("PUT", "/api/v1/offers/o.1:a_b-c", { titre: "Dev", competences: [] });
  assert.equal(replaced.status, 200);
  assert.deepEqual((await call("GET", "/api/v1/offers/o.1:a_b-c")).body, {
    id: "o.1:a_b-c",
    titre: "Dev",
    competences: [],
  });
  assert.equal((await call("DELETE", "/api/v1/offers/o.1:a_b-c")).status, 204);
  const gone = await call("GET", "/api/v1/offers/o.1:a_b-c");
  assert.equal(gone.status, 404);
  assert.deepEqual(errorOf(gone), { hasId: true, error: { message: "no offer with the id o.1:a_b-c" } });
  assert.equal((await call("DELETE", "/api/v1/offers/o.1:a_b-c")).status, 404);
});

test("a patch sets fields, removes those given as null and keeps the others", async (t) => {
  const call = await serve(t, appV1, { store: memoryStore() });
  await call("PUT", "/api/v1/offers/o1", offer);
  const patched = await call("PATCH", "/api/v1/offers/o1", { type_contrat: "cdi", salaire: null });
  assert.equal(patched.status, 200);
  assert.deepEqual(patched.body, {
    id: "o1",
    titre: "Développeur",
    competences: ["Java"],
    type_contrat: "cdi",
  });
  assert.equal((await call("PATCH", "/api/v1/offers/none", { type_contrat: "cdi" })).status, 404);
});

test("a patch is refused with all its problems and then changes nothing", async (t) => {
  const store = memoryStore();
  const call = await serve(t, appV1, { store });
  await call("PUT", "/api/v1/offers/o1", offer);
  const before = store.documents.get("offer:o1");
  const refused = await call("PATCH", "/api/v1/offers/o1", {
    titre: null,
    salaire: "much",
    typ: 1,
    teletravail: "parfois",
  });
  assert.equal(refused.status, 400);
  assert.deepEqual(errorOf(refused).error, {
    message: "the body is not valid",
    problems: [
      "titre is required and cannot be removed",
      'salaire must be a yearly amount such as 45000, "45K" or "45K-55K", got "much"',
      'teletravail must be one of aucun, partiel, total, got "parfois"',
      "typ is not a known field",
    ],
  });
  assert.equal(store.documents.get("offer:o1"), before);
});

test("V2 keeps jobs, candidates, sessions and match results in the jobs format", async (t) => {
  const store = memoryStore();
  const call = await serve(t, appV2, { store });
  const documents = {
    "jobs/j1": { title: "Developer", required_skills: ["Java"], salary_range: { min: 45_000, max: 55_000 } },
    "candidates/c1": { name: "Martin", skills: ["Java"], location: { city: "Lyon" } },
    "sessions/s1": { candidate_id: "c1", viewed_jobs: ["j1"], created_at: "2025-06-03T17:00:00Z" },
    "matches/m1": { candidate_id: "c1", matches: [{ job_id: "j1", score: 81.5 }], execution_time_ms: 12 },
  };
  for (const [path, document] of Object.entries(documents)) {
    assert.equal((await call("PUT", `/api/v2/${path}`, document)).status, 201);
    assert.deepEqual((await call("GET", `/api/v2/${path}`)).body, { id: path.split("/")[1], ...document });
  }
  assert.deepEqual([...store.documents.keys()], ["job:j1", "candidate:c1", "session:s1", "match:result:m1"]);
  const refused = await call("PUT", "/api/v2/jobs/j1", {
    title: "x",
    required_skills: [],
    salary_range: { min: 2, max: 1 },
  });
  assert.deepEqual(errorOf(refused).error, {
    message: "the body is not valid",
    problems: ["salary_range.min must be at most max, got 2"],
  });
});

test("a session lives 30 minutes and a match result an hour from its last use; other documents live on", async (t) => {
  const store = memoryStore();
  const call = await serve(t, appV1, { store });
  await call("PUT", "/api/v1/sessions/s1", { candidat_id: "c1" });
  await call("PUT", "/api/v1/candidates/c1", { nom: "Martin", competences: [] });
  await call("PUT", "/api/v1/matches/m1", {
    candidat_id: "c1",
    resultats: [{ id: "o1", score_global: 81.5 }],
  });
  const ttls = { "session:s1": 1800, "candidate:c1": null, "match:m1": 3600 };
  assert.deepEqual(Object.fromEntries(store.ttls), ttls);
  for (const [method, body] of [["GET"], ["PATCH", { langue: "fr" }]] as const) {
    store.ttls.clear();
    assert.equal((await call(method, "/api/v1/sessions/s1", body)).status, 200);
    assert.equal(store.ttls.get("session:s1"), 1800);
  }
});

test("filters of a session are at most 100 texts", async (t) => {
  const call = await serve(t, appV1, { store: memoryStore() });
  const filtres = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}`, "x"]));
  for (const [given, problem] of [
    [filtres, "filtres must be an object of at most 100 filters, got an object"],
    [{ ville: 7 }, "filtres.ville must be text of at most 200 characters, got 7"],
  ] as const) {
    const refused = await call("PUT", "/api/v1/sessions/s1", { candidat_id: "c1", filtres: given });
    assert.deepEqual(errorOf(refused).error, { message: "the body is not valid", problems: [problem] });
  }
});

test("an id with other characters, too long or empty is refused", async (t) => {
  const call = await serve(t, appV1, { store: memoryStore() });
  for (const id of ["a%20b", "%ff", "a%2Fb", "x".repeat(129), ""]) {
    const reply = await call("GET", `/api/v1/offers/${id}`);
    assert.equal(reply.status, 400);
    assert.deepEqual(errorOf(reply).error, {
      message: "the id must be 1 to 128 characters of A-Z a-z 0-9 . _ : -",
    });
  }
  assert.equal((await call("GET", `/api/v1/offers/${"x".repeat(128)}`)).status, 404);
});

test("with the store away documents are 503 and matching goes on", async (t) => {
  const fails = () => Promise.reject(new StoreAway("no answer within 1000 ms"));
  const store: Store = {
    isUp: () => false,
    get: fails,
    put: fails,
    patch: fails,
    remove: fails,
    close: fails,
  };
  const call = await serve(t, appV1, { store });
  t.mock.method(process.stdout, "write", () => true);
  for (const [method, body] of [["GET"], ["PUT", offer], ["PATCH", { titre: "x" }], ["DELETE"]] as const) {
    const reply = await call(method, "/api/v1/offers/o1", body);
    assert.equal(reply.status, 503);
    assert.equal(reply.headers.get("retry-after"), "1");
    assert.deepEqual(errorOf(reply), { hasId: true, error: { message: "the store is away, try again" } });
  }
  const health = await call("GET", "/api/v1/health");
  assert.deepEqual(
    [health.status, health.body],
    [200, { status: "healthy", service: "v1", version: "1.0.0", store: "down" }],
  );
});

test("an app without a store says so", async (t) => {
  const call = await serve(t, appV1);
  assert.deepEqual(errorOf(await call("GET", "/api/v1/offers/o1")).error, {
    message: "this app runs without a store",
  });
});
