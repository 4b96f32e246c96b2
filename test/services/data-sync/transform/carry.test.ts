import assert from "node:assert/strict";
import { test } from "node:test";
import { carry } from "../../../../infra/services/data-sync/transform/carry.ts";
import { offer } from "../../../../infra/services/data-sync/transform/kinds/offer.ts";
import {
  type Fields,
  type Memory,
  nothingRemembered,
  type Side,
} from "../../../../infra/services/data-sync/transform/types.ts";

function carried(from: Side, fields: Fields, memory: Memory = nothingRemembered) {
  const result = carry(offer, from, fields, memory);
  assert.ok(result.ok);
  const { v1, v2 } = result.memory;
  return { fields: { ...result.fields }, memory: { v1: { ...v1 }, v2: { ...v2 } } };
}

test("an offer becomes a job, and only what the job cannot tell is remembered", () => {
  const fields = {
    titre: '"Dev"',
    competences: '["python", "c"]',
    type_contrat: '"consultant"',
    salaire: '"45K-55K"',
    teletravail: '"partiel"',
    reference: '"R-7"',
  };
  assert.deepEqual(carried("v1", fields), {
    fields: {
      title: '"Dev"',
      required_skills: '["Python"]',
      contract_type: '"Freelance"',
      salary_range: '{"min":45000,"max":55000}',
      remote_policy: '"hybrid"',
    },
    memory: {
      v1: { reference: '"R-7"', competences: '["python", "c"]', type_contrat: '"consultant"' },
      v2: {},
    },
  });
});

test("nothing is remembered of a document that loses nothing", () => {
  const fields = {
    titre: ' "D\\u0065v" ',
    competences: '[ "Python" ]',
    teletravail: '"total"',
    salaire: '"45K-55K"',
  };
  const { memory } = carried("v1", fields);
  assert.deepEqual(memory, { v1: {}, v2: {} });
});

test("a skill that is added on V2 comes to V1 beside the old ones as V1 spelled them", () => {
  const { fields, memory } = carried("v1", { titre: '"Dev"', competences: '["python", "c"]' });
  const back = carried("v2", { ...fields, required_skills: '["Python","Docker"]' }, memory);
  assert.equal(back.fields.competences, '["python","Docker","c"]');
  assert.deepEqual(carried("v1", back.fields, back.memory).fields.required_skills, '["Python","Docker"]');
});

test("a skill that is added on V1 comes to V2 beside the old ones as V2 spelled them", () => {
  const { fields, memory } = carried("v2", { title: '"Dev"', required_skills: '["iOS", "R"]' });
  const back = carried("v1", { ...fields, competences: '["iOS","R","c","go"]' }, memory);
  assert.equal(back.fields.required_skills, '["iOS","R","Go"]');
});

test("a field goes back by the name that the document had for it", () => {
  const { fields, memory } = carried("v1", { poste: '"Dev"', competences: "[]", lieu: '"Paris"' });
  const back = carried("v2", { ...fields, title: '"Developer"', location: '{"city":"Lyon"}' }, memory);
  assert.deepEqual(back.fields, { poste: '"Developer"', competences: "[]", lieu: '"Lyon"' });
});

test("of a field that V1 has by two names the usual one counts, and the other one stays", () => {
  const fields = { mission: '"other"', description: '"this"', titre: '"Dev"', competences: "[]" };
  const there = carried("v1", fields);
  assert.equal(there.fields.description, '"this"');
  const back = carried("v2", { ...there.fields, description: '"new"' }, there.memory);
  assert.deepEqual(back.fields, { ...fields, description: '"new"' });
  const { description: _, ...without } = there.fields;
  assert.deepEqual(carried("v2", without, there.memory).fields, { titre: '"Dev"', competences: "[]" });
});

test("fields without a partner are given back to a document that is made anew", () => {
  const job = { title: '"Dev"', required_skills: "[]", embedding: "[1e-3, 2.50]" };
  const { fields, memory } = carried("v2", job);
  assert.deepEqual(fields, { titre: '"Dev"', competences: "[]" });
  assert.deepEqual(carried("v1", { ...fields, titre: '"Chef"' }, memory).fields, { ...job, title: '"Chef"' });
});
