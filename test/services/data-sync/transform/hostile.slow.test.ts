import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { carry } from "../../../../infra/services/data-sync/transform/carry.ts";
import { kinds } from "../../../../infra/services/data-sync/transform/kinds.ts";
import { problemText } from "../../../../infra/services/data-sync/transform/problem.ts";
import {
  type Fields,
  nothingRemembered,
  type Side,
} from "../../../../infra/services/data-sync/transform/types.ts";
import { anyText } from "../../../support/any-text.ts";

const [offer, , session] = kinds;
assert.ok(offer && session);
const least = { titre: '"Dev"', competences: "[]" };
const million = 1_000_000;

/** What becomes of an offer of V1 with these fields besides: its problems as sentences, or the far document. */
function outcome(fields: Fields, kind = offer): readonly string[] | Fields {
  assert.ok(kind);
  const start = process.cpuUsage();
  const result = carry(kind, "v1", fields, nothingRemembered);
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < million, `took ${user + system} microseconds of the processor`);
  return result.ok ? { ...result.fields } : result.problems.map(problemText);
}

test("a value of 10 MB is refused without being read", () => {
  const huge = `"${"x".repeat(10 * million)}"`;
  const rule = "must have at most 1,048,576 characters, got";
  assert.deepEqual(outcome({ ...least, description: huge }), [`description ${rule} 10,000,013 characters`]);
  assert.deepEqual(outcome({ ...least, ["k".repeat(2 * million)]: "1" }), [
    `${"k".repeat(59)}… ${rule} 2,000,001 characters`,
  ]);
});

test("a document of many large values is refused as a whole", () => {
  const parts = Object.fromEntries(
    Array.from({ length: 4 }, (_, index) => [`f${index}`, "9".repeat(300_000)]),
  );
  assert.deepEqual(outcome({ ...least, ...parts }), [
    "the document must have at most 1,048,576 characters in all, got 1,200,031 characters",
  ]);
});

test("a document of 100,000 fields is one problem, and so is a value of 100,000 members", () => {
  const members = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`m${index}`, "1"]));
  assert.deepEqual(outcome(members), ["the document must have at most 200 fields, got 100,000 fields"]);
  const filtres = `{${Array.from({ length: 100_000 }, (_, index) => `"${index}":7`).join(",")}}`;
  assert.deepEqual(outcome({ candidat_id: '"c1"', filtres }, session), [
    "filtres must be an object of at most 100 filters, got an object",
  ]);
  assert.deepEqual(outcome({ ...least, competences: `[${"7,".repeat(99_999)}7]` }), [
    "competences must be a list of at most 200 skills, or one text with , or ; between them, got a list of 100000",
  ]);
});

test("deep nesting is refused, wherever it is", () => {
  for (const depth of [33, 500_000]) {
    const deep = "[".repeat(depth) + "]".repeat(depth);
    for (const [field, text] of Object.entries({
      titre: deep,
      autre: deep,
      lieu: `{"ville":"P","x":${deep}}`,
    })) {
      assert.deepEqual(outcome({ ...least, [field]: text }), [
        `${field} must not be nested more than 32 deep, got ${field === "lieu" ? "an object" : "a list of 1"}`,
      ]);
    }
  }
  const allowed = "[".repeat(32) + "]".repeat(32);
  assert.deepEqual(outcome({ ...least, autre: allowed }), { title: '"Dev"', required_skills: "[]" });
});

test("a field called __proto__ is refused; inside a value it stays behind and harms nothing", () => {
  const fields = JSON.parse('{"titre":"\\"Dev\\"","competences":"[]","__proto__":"{\\"polluted\\":1}"}');
  assert.deepEqual(outcome(fields), ['__proto__ must not be the name of a field, got {"polluted":1}']);
  const lieu = '{"__proto__":{"polluted":1},"ville":"Paris","constructor":{"prototype":{"polluted":1}}}';
  const carried = outcome({ ...least, lieu });
  assert.deepEqual(carried, {
    title: '"Dev"',
    required_skills: "[]",
    location: '{"city":"Paris","constructor":{"prototype":{"polluted":1}}}',
  });
  assert.equal("polluted" in {}, false);
});

test("fields with the names of an object's own methods are fields like any other", () => {
  for (const name of ["constructor", "toString", "hasOwnProperty", "valueOf", ""]) {
    const there = carry(offer, "v1", { ...least, [name]: "1" }, nothingRemembered);
    assert.ok(there.ok);
    assert.deepEqual(Object.keys(there.fields), ["title", "required_skills"]);
    const back = carry(offer, "v2", there.fields, there.memory);
    assert.ok(back.ok);
    assert.deepEqual({ ...back.fields }, { ...least, [name]: "1" });
  }
});

test("numbers that JSON cannot say, or no number can hold, are refused; odd ones cross as they are written", () => {
  for (const text of ["NaN", "Infinity", "-Infinity", "0x10", "1_000"]) {
    assert.deepEqual(outcome({ ...least, experience_requise: text }), [
      `experience_requise must be JSON, got ${text}`,
    ]);
  }
  assert.deepEqual(outcome({ ...least, experience_requise: "1e999" }), [
    "experience_requise must be a number from 0 to 60, got Infinity",
  ]);
  for (const text of ["-0", "3.0", "30e-1", "1E1", "0.1000000000000000055511151231257827"]) {
    assert.deepEqual(outcome({ ...least, experience_requise: text }), {
      title: '"Dev"',
      required_skills: "[]",
      required_experience: text,
    });
  }
});

test("dates of the years 0 and 9999 cross as they are; others are refused", () => {
  for (const text of ['"0000-01-01"', '"9999-12-31"']) {
    assert.deepEqual(outcome({ ...least, date_limite: text }), {
      title: '"Dev"',
      required_skills: "[]",
      deadline: text,
    });
  }
  for (const text of ['"10000-01-01"', '"-0001-01-01"', '"2025-6-3"']) {
    assert.deepEqual(outcome({ ...least, date_limite: text }), [
      `date_limite must be a date such as 2025-06-03, got ${text}`,
    ]);
  }
});

test("what was no UTF-8 is not carried, nor a replacement character that looks like it", () => {
  const text = Buffer.from([0x22, 0xff, 0x22]).toString("utf8");
  const rule = "must be UTF-8 without U+FFFD, which stands for bytes that are none";
  assert.deepEqual(outcome({ ...least, titre: text }), [`titre ${rule}, got U+FFFD`]);
  assert.deepEqual(outcome({ ...least, "\ufffd": "1" }), [`\ufffd ${rule}, got U+FFFD`]);
});

test("texts made to keep a pattern busy are judged at once", () => {
  const busy = { salaire: "1".repeat(million), pays: " ".repeat(million), date: "0".repeat(million) };
  assert.ok(Array.isArray(outcome({ ...least, salaire: JSON.stringify(busy.salaire) })));
  assert.ok(Array.isArray(outcome({ ...least, salaire: JSON.stringify(busy.pays) })));
  assert.ok(Array.isArray(outcome({ ...least, date_limite: JSON.stringify(busy.date) })));
  assert.ok(Array.isArray(outcome({ ...least, competences: JSON.stringify(",".repeat(million)) })));
  assert.ok(Array.isArray(outcome({ ...least, teletravail: JSON.stringify("\u0301".repeat(million)) })));
  assert.ok(Array.isArray(outcome({ ...least, type_contrat: JSON.stringify(" ".repeat(million)) })));
});

test("no fields and no memory, however broken, make it throw", () => {
  const names = fc.constantFrom(
    ...[...offer.pairOf.v1.keys()],
    ...offer.pairOf.v2.keys(),
    "__proto__",
    "",
    "x",
  );
  const text = fc.oneof(anyText, fc.json(), fc.constantFrom("[", "\ud800", '"\ud800"', "{}"));
  const fields = fc.dictionary(names, text);
  const sides = fc.constantFrom<Side>("v1", "v2");
  fc.assert(
    fc.property(fc.constantFrom(...kinds), sides, fields, fields, fields, (kind, side, document, v1, v2) => {
      const result = carry(kind, side, document, { v1, v2 });
      assert.ok(result.ok || result.problems.length > 0);
    }),
    { numRuns: 2_000 },
  );
});
