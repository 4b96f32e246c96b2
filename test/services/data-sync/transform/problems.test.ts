import assert from "node:assert/strict";
import { test } from "node:test";
import { carry } from "../../../../infra/services/data-sync/transform/carry.ts";
import { kinds } from "../../../../infra/services/data-sync/transform/kinds.ts";
import { problemText } from "../../../../infra/services/data-sync/transform/problem.ts";
import {
  type Kind,
  nothingRemembered,
  type Side,
} from "../../../../infra/services/data-sync/transform/types.ts";

const least: Readonly<Record<Kind["name"], Readonly<Record<Side, Record<string, unknown>>>>> = {
  offer: { v1: { titre: "Dev", competences: [] }, v2: { title: "Dev", required_skills: [] } },
  candidate: { v1: { competences: [] }, v2: { skills: [] } },
  session: { v1: { candidat_id: "c1" }, v2: { candidate_id: "c1" } },
  match: { v1: { candidat_id: "c1", resultats: [] }, v2: { candidate_id: "c1", matches: [] } },
};

/** The problems of the smallest valid document of a kind with these values besides, as sentences. */
function problemsOf(name: Kind["name"], side: Side, values: Record<string, unknown>): string[] {
  const document = Object.entries({ ...least[name][side], ...values });
  return ofTexts(
    name,
    side,
    Object.fromEntries(document.map(([field, value]) => [field, JSON.stringify(value)])),
  );
}

function ofTexts(name: Kind["name"], side: Side, fields: Record<string, string>): string[] {
  const kind = kinds.find((one) => one.name === name);
  assert.ok(kind);
  const result = carry(kind, side, fields, nothingRemembered);
  return result.ok ? [] : result.problems.map(problemText);
}

test("the smallest documents are carried", () => {
  for (const { name } of kinds)
    for (const side of ["v1", "v2"] as const) assert.deepEqual(problemsOf(name, side, {}), []);
});

test("each wrong value is named with its field and the rule", () => {
  const words = (of: string) => `must be a list of at most 200 ${of}`;
  const pay = 'must be a yearly amount such as 45000, "45K" or "45K-55K"';
  const list = "must be a list of at most 200 skills, or one text with , or ; between them";
  const id = "must be 1 to 128 characters of A-Z a-z 0-9 . _ : -";
  const cases: readonly (readonly [Kind["name"], Side, string, unknown, string])[] = [
    ["offer", "v1", "id", "a b", `id ${id}, got "a b"`],
    ["offer", "v1", "id", -1, `id ${id}, or a whole number, got -1`],
    ["offer", "v1", "id", [], `id ${id}, or a whole number, got a list of 0`],
    ["offer", "v1", "titre", 7, "titre must be text of 1 to 200 characters, got 7"],
    ["offer", "v1", "titre", null, "titre must be text of 1 to 200 characters, got null"],
    ["offer", "v1", "entreprise", "", 'entreprise must be text of 1 to 200 characters, got ""'],
    ["offer", "v1", "competences", {}, `competences ${list}, got an object`],
    ["offer", "v1", "competences", ["Java", 7], "competences[1] must be text of 1 to 100 characters, got 7"],
    [
      "offer",
      "v1",
      "competences",
      `a, ${"b".repeat(101)}`,
      `competences ${list}, got text of 104 characters`,
    ],
    [
      "offer",
      "v1",
      "localisation",
      7,
      "localisation must be an address as text, or {ville, lat, lon}, got 7",
    ],
    [
      "offer",
      "v1",
      "localisation",
      { ville: "P", lat: 91 },
      "localisation.lat must be a number from -90 to 90, got 91",
    ],
    [
      "offer",
      "v1",
      "type_contrat",
      ["cdi"],
      "type_contrat must be text of 1 to 50 characters, got a list of 1",
    ],
    ["offer", "v1", "salaire", "much", `salaire ${pay}, got "much"`],
    ["offer", "v1", "salaire", "9999999K", `salaire ${pay}, got "9999999K"`],
    ["offer", "v1", "salaire", -1, "salaire must be a number from 0 to 10000000, got -1"],
    ["offer", "v1", "experience_requise", 61, "experience_requise must be a number from 0 to 60, got 61"],
    [
      "offer",
      "v1",
      "teletravail",
      "parfois",
      'teletravail must be one of aucun, partiel, total, got "parfois"',
    ],
    [
      "offer",
      "v1",
      "description",
      "x".repeat(10_001),
      "description must be text of at most 10000 characters, got text of 10001 characters",
    ],
    ["offer", "v1", "avantages", "RTT", `avantages ${words("benefits")}, got "RTT"`],
    [
      "offer",
      "v1",
      "date_limite",
      "2025-02-30",
      'date_limite must be a date such as 2025-06-03, got "2025-02-30"',
    ],
    [
      "offer",
      "v2",
      "required_skills",
      Array(201).fill("a"),
      `required_skills ${words("skills")}, got a list of 201`,
    ],
    ["offer", "v2", "location", "Paris", 'location must be {city, lat, lon}, got "Paris"'],
    ["offer", "v2", "location", {}, "location.city must be text of 1 to 200 characters, got nothing"],
    ["offer", "v2", "salary_range", { min: 2, max: 1 }, "salary_range.min must be at most max, got 2"],
    ["offer", "v2", "salary_range", [], "salary_range must be an object, got a list of 0"],
    [
      "offer",
      "v2",
      "remote_policy",
      "total",
      'remote_policy must be one of onsite, hybrid, remote, got "total"',
    ],
    ["candidate", "v1", "email", "x", 'email must be text of 3 to 320 characters, got "x"'],
    [
      "candidate",
      "v2",
      "salary_expectation",
      "45K",
      'salary_expectation must be a number from 0 to 10000000, got "45K"',
    ],
    ["session", "v1", "candidat_id", "", `candidat_id ${id}, got ""`],
    ["session", "v1", "candidat_id", 7, "candidat_id must be text, got 7"],
    ["session", "v1", "cree_le", "hier", 'cree_le must be a time such as 2025-06-03T17:00:00Z, got "hier"'],
    ["session", "v1", "filtres", { ville: 7 }, "filtres.ville must be text of at most 200 characters, got 7"],
    ["session", "v1", "filtres", [], "filtres must be an object of at most 100 filters, got a list of 0"],
    [
      "match",
      "v1",
      "resultats",
      [{ id: "o1", score_global: 101 }],
      "resultats[0].score_global must be a number from 0 to 100, got 101",
    ],
    ["match", "v2", "matches", [7], "matches[0] must be an object, got 7"],
    ["match", "v1", "temps_execution", "1s", 'temps_execution must be a number from 0 to 86400, got "1s"'],
  ];
  for (const [name, side, field, value, sentence] of cases) {
    assert.deepEqual(problemsOf(name, side, { [field]: value }), [sentence]);
  }
});

test("a field that every document has is asked for by its usual name", () => {
  assert.deepEqual(ofTexts("offer", "v1", {}), [
    "titre is required, got nothing",
    "competences is required, got nothing",
  ]);
  assert.deepEqual(ofTexts("match", "v2", {}), [
    "candidate_id is required, got nothing",
    "matches is required, got nothing",
  ]);
});

test("a problem names the field as the document does, and all problems come at once", () => {
  const fields = { poste: "7", competences: "null", salaire: '"x"', inconnu: "{" };
  assert.deepEqual(ofTexts("offer", "v1", fields), [
    "inconnu must be JSON, got {",
    "poste must be text of 1 to 200 characters, got 7",
    "competences must be a list of at most 200 skills, or one text with , or ; between them, got null",
    'salaire must be a yearly amount such as 45000, "45K" or "45K-55K", got "x"',
  ]);
});

test("a text that is no JSON is shown as it is, shortened", () => {
  const shown = {
    "": "an empty text",
    NaN: "NaN",
    Infinity: "Infinity",
    "'x'": "'x'",
    "[1,": "[1,",
    "01": "01",
  };
  for (const [text, words] of Object.entries({ ...shown, ["x".repeat(41)]: "text of 41 characters" })) {
    const fields = { titre: text, competences: "[]" };
    assert.deepEqual(ofTexts("offer", "v1", fields), [`titre must be JSON, got ${words}`]);
  }
});

test("a name is cut between two characters, and within none that is escaped", () => {
  const said = (name: string) => ofTexts("offer", "v1", { titre: '"A"', competences: "[]", [name]: "{" })[0];
  assert.equal(said(`${"x".repeat(56)}\u001b${"x".repeat(9)}`), `${"x".repeat(56)}… must be JSON, got {`);
  assert.equal(said(`${"x".repeat(58)}😀${"x".repeat(9)}`), `${"x".repeat(58)}… must be JSON, got {`);
});

test("no problem can move the cursor of a terminal or turn its text round", () => {
  const fields = { titre: '"\\u001b[2J\u202e\ud800"', competences: "[]", "\u001b[1m": "\u001b" };
  const sentences = ofTexts("session", "v1", { ...fields, candidat_id: '"\u009b"', filtres: '{"\u202e":1}' });
  assert.deepEqual(sentences, [
    "\\u001b[1m must be JSON, got \\u001b",
    `candidat_id must be 1 to 128 characters of A-Z a-z 0-9 . _ : -, got "\\u009b"`,
    "filtres.\\u202e must be text of at most 200 characters, got 1",
  ]);
});
