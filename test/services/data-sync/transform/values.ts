import fc from "fast-check";
import type { Side } from "../../../../infra/services/data-sync/transform/types.ts";
import { anyCharacter } from "../../../support/any-text.ts";

type Values = fc.Arbitrary<unknown>;
/** Values of a field by side; one alone for a field that both sides write alike. */
type Both = Values | Readonly<Record<Side, Values>>;

const unit = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) },
  // U+FFFD is refused: it stands for bytes that are no text.
  { weight: 3, arbitrary: anyCharacter.filter((character) => character !== "\ufffd") },
  fc.constantFrom("\ud800", "\udfff", "ß", "ŉ", "İ", "e\u0301", "\u00a0", " ", ",", ";", "\u0000"),
);

/** Text of `min` to `max` UTF-16 units with everything in it that a person, or a broken program, may write. */
function text(min: number, max: number): Values {
  const short = fc.string({ unit, minLength: min, maxLength: Math.min(max, 12) });
  const long = fc.string({ unit, minLength: min, maxLength: max }).map((value) => value.slice(0, max));
  // Units that come to stand side by side can be one character, and characters are what counts.
  return fc
    .oneof(
      { weight: 8, arbitrary: short.map((value) => value.slice(0, max)) },
      { weight: 1, arbitrary: long },
      { weight: 1, arbitrary: fc.constant("x".repeat(max)) },
    )
    .filter((value) => [...value].length >= min);
}

function number(min: number, max: number): Values {
  return fc.oneof(
    fc.integer({ min: Math.ceil(min), max: Math.floor(max) }),
    fc.double({ min, max, noNaN: true }),
    fc.constantFrom(min, max, -0, 1e-9),
  );
}

const id = fc.string({ unit: fc.constantFrom(..."abcXYZ019._:-"), minLength: 1, maxLength: 20 });
const list = (item: Values, maxLength = 200) =>
  fc.oneof({ weight: 6, arbitrary: fc.array(item, { maxLength: 6 }) }, fc.array(item, { maxLength }));
const skill = fc.oneof(
  fc.constantFrom("python", "Python", "PYTHON ", "c", "R", "machine learning", "C++", "SQL", "node.js", " "),
  text(1, 100),
);
const words = list(text(1, 100));
const day = fc.constantFrom("2025-06-03", "0000-01-01", "9999-12-31", "2024-02-29");
const moment = fc.constantFrom("2025-06-03T17:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z");
const amount = fc.oneof(
  number(0, 10_000_000),
  fc.nat(90).map((value) => value * 1_000),
);
const pay = fc.oneof(
  amount,
  fc.constantFrom(
    "45K-55K",
    "55K-45K",
    "45K",
    "45k – 55k €",
    "45 000 EUR",
    "45,5K",
    "45-55K",
    "0",
    "10000K",
    "9999999.99",
  ),
  fc.tuple(fc.nat(9_999_999), fc.nat(9_999)).map(([a, b]) => `${a}-${b}K`),
);
const range = fc.tuple(amount, amount).map(([a, b]) => {
  const [min, max] = [Number(a), Number(b)].sort((x, y) => x - y);
  return { min, max };
});
const contract = fc.oneof(
  fc.constantFrom(
    "cdi",
    "CDI",
    "Cdd ",
    "consultant",
    "Freelance",
    "stage",
    "alternance",
    "Contrat  Pro",
    "CONTRAT PRO",
  ),
  text(1, 50),
);
const remote = {
  v1: fc.constantFrom("aucun", "partiel", "total", "Total ", "présentiel", "hybride", "remote", "COMPLET"),
  v2: fc.constantFrom("onsite", "hybrid", "remote"),
};
const odd = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "pays", "city", "ville", ""),
  text(0, 9),
);
const spare = fc.dictionary(odd.map(String), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
const coordinates = { lat: number(-90, 90), lon: number(-180, 180) };

/** An object with these members, some missing, and others that nobody knows. */
function loose(known: Record<string, Values>, requiredKeys: string[]): Values {
  return fc
    .tuple(spare, fc.record(known, { requiredKeys }))
    .map(([others, members]) => ({ ...others, ...members }));
}

const place = {
  v1: fc.oneof(text(1, 200), loose({ ville: text(1, 200), ...coordinates }, ["ville"])),
  v2: loose({ city: text(1, 200), ...coordinates }, ["city"]),
};
const skills = {
  v1: fc.oneof(
    list(skill),
    list(skill, 20).map((all) => all.map((one) => String(one).slice(0, 40)).join("; ")),
  ),
  v2: list(skill),
};
const [score, share, reasons] = [number(0, 100), number(0, 1), list(text(0, 200), 20)];
const results = {
  v1: list(
    loose({ id, titre: text(1, 200), score_global: score, explications: reasons, confiance: share }, [
      "id",
      "score_global",
    ]),
    100,
  ),
  v2: list(
    loose({ job_id: id, job_title: text(1, 200), score, reasons, confidence: share }, ["job_id", "score"]),
    100,
  ),
};

/** What the fields of every kind may hold, by their names on V2. */
export const valuesOf: Readonly<Record<string, Both>> = {
  id: fc.oneof(id, fc.nat()),
  title: text(1, 200),
  company: text(1, 200),
  required_skills: skills,
  skills,
  location: place,
  contract_type: contract,
  contract_types: list(contract),
  salary_range: { v1: pay, v2: range },
  salary_expectation: { v1: pay, v2: amount },
  required_experience: number(0, 60),
  years_experience: number(0, 60),
  remote_policy: remote,
  remote_preference: remote,
  language: text(1, 50),
  description: text(0, 10_000),
  responsibilities: words,
  benefits: words,
  desired_soft_skills: words,
  company_culture: text(0, 2_000),
  company_values: words,
  company_size: text(1, 50),
  industry: text(1, 100),
  published_date: day,
  deadline: day,
  name: text(1, 200),
  first_name: text(1, 200),
  email: text(3, 320),
  phone: text(3, 40),
  education: text(0, 500),
  education_level: text(0, 100),
  availability: text(0, 100),
  max_commute_km: number(0, 1_000),
  languages: words,
  industry_preference: text(1, 100),
  important_values: words,
  important_criteria: words,
  candidate_id: id,
  viewed_jobs: words,
  saved_jobs: words,
  filters: fc.dictionary(
    fc
      .oneof(
        text(1, 100),
        odd.filter((name) => name !== ""),
      )
      .map(String),
    text(0, 200),
  ),
  created_at: moment,
  refresh: fc.record({ generation: fc.nat(), at: fc.nat(2_000_000_000_000) }),
  matches: results,
  algorithm_used: text(1, 100),
  execution_time_ms: { v1: number(0, 86_400), v2: number(0, 86_400_000) },
};
