import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { agree } from "../../../../infra/services/data-sync/transform/agree.ts";
import { carry } from "../../../../infra/services/data-sync/transform/carry.ts";
import { kinds } from "../../../../infra/services/data-sync/transform/kinds.ts";
import { type Fields, nothingRemembered } from "../../../../infra/services/data-sync/transform/types.ts";
import { documents } from "./documents.ts";

/** Whether an offer and a job say the same in the field that V2 calls so. */
function agrees(name: string, v1: Fields, v2: Fields): boolean {
  const pair = kinds[0]?.pairOf.v2.get(name);
  assert.ok(pair);
  return agree(pair, v1, v2);
}

test("what was carried agrees in every field, without any memory", () => {
  for (const kind of kinds) {
    for (const from of ["v1", "v2"] as const) {
      fc.assert(
        fc.property(documents(kind, from), (document) => {
          const result = carry(kind, from, document, nothingRemembered);
          assert.ok(result.ok);
          const [v1, v2] = from === "v1" ? [document, result.fields] : [result.fields, document];
          for (const pair of kind.pairs) assert.ok(agree(pair, v1, v2), pair.names.v2[0]);
        }),
        { numRuns: 50 },
      );
    }
  }
});

test("one value agrees with the other however both are spelled", () => {
  assert.ok(agrees("title", { titre: '"\\u0044ev"' }, { title: ' "Dev"' }));
  assert.ok(agrees("title", { poste: '"Dev"' }, { title: '"Dev"' }));
  assert.ok(agrees("required_experience", { experience_requise: "1e1" }, { required_experience: "10.0" }));
  assert.ok(
    agrees("salary_range", { salaire: '"45K-55K"' }, { salary_range: '{ "min": 45000, "max": 55000 }' }),
  );
  assert.ok(agrees("required_skills", { competences: '["python", "c"]' }, { required_skills: '["Python"]' }));
  assert.ok(agrees("required_skills", { competences: '["docker"]' }, { required_skills: '["docker"]' }));
  assert.ok(agrees("salary_range", {}, {}));
});

test("values that differ, one that is missing, and one that does not fit agree with nothing", () => {
  assert.ok(!agrees("title", { titre: '"Dev"' }, { title: '"Developer"' }));
  assert.ok(!agrees("title", { titre: '"Dev"' }, {}));
  assert.ok(!agrees("title", {}, { title: '"Dev"' }));
  assert.ok(!agrees("title", { titre: "{" }, { title: "{" }));
  assert.ok(!agrees("required_experience", { experience_requise: '"10"' }, { required_experience: "10" }));
});
