import assert from "node:assert/strict";
import { test } from "node:test";
import { contract, contracts } from "../../../../infra/services/data-sync/transform/conversions/contract.ts";
import { pay, payRange } from "../../../../infra/services/data-sync/transform/conversions/pay.ts";
import { place } from "../../../../infra/services/data-sync/transform/conversions/place.ts";
import { remote } from "../../../../infra/services/data-sync/transform/conversions/remote.ts";
import { results } from "../../../../infra/services/data-sync/transform/conversions/results.ts";
import { seconds } from "../../../../infra/services/data-sync/transform/conversions/seconds.ts";
import { skills } from "../../../../infra/services/data-sync/transform/conversions/skills.ts";

test("a range of pay keeps its ends, however it is written", () => {
  const range = { min: 45_000, max: 55_000 };
  const spellings = [
    "45K-55K",
    "45k – 55k €",
    "45-55K",
    "55K-45K",
    "45000-55000",
    "45 000 - 55 000 EUR",
    "45K€-55K€",
  ];
  for (const text of spellings) assert.deepEqual(payRange.up(text), range, text);
  assert.deepEqual(payRange.up("45,5K-50.25K"), { min: 45_500, max: 50_250 });
  assert.deepEqual(payRange.up("500-900"), { min: 500, max: 900 });
});

test("one amount of pay means ten percent either way, to the cent and up to 10 million", () => {
  for (const one of [45_000, "45K", "45000", "45 000 euros"]) {
    assert.deepEqual(payRange.up(one), { min: 40_500, max: 49_500 });
  }
  assert.deepEqual(payRange.up(33_333.33), { min: 30_000, max: 36_666.66 });
  assert.deepEqual(payRange.up(10_000_000), { min: 9_000_000, max: 10_000_000 });
  assert.deepEqual(payRange.up(0), { min: 0, max: 0 });
});

test("a range of pay is written short on V1 where it can be, to the cent otherwise", () => {
  const written: readonly (readonly [number, number, string])[] = [
    [45_000, 55_000, "45K-55K"],
    [45_000, 45_000, "45K-45K"],
    [40_500, 49_500, "40500-49500"],
    [0, 10_000_000, "0-10000K"],
    [1234.567, 9_999_999.999, "1234.57-10000K"],
    [1e-9, 0.5, "0-0.5"],
  ];
  for (const [min, max, text] of written) assert.equal(payRange.down({ min, max }), text);
});

test("of the pay that a candidate hopes for V2 knows one amount, the lower end of a range", () => {
  assert.equal(pay.up(42_000), 42_000);
  assert.equal(pay.up("45K-55K"), 45_000);
  assert.equal(pay.up("55K-45K"), 45_000);
  assert.equal(pay.up("45K"), 45_000);
  assert.equal(pay.down(42_000), 42_000);
});

test("contracts have one word each on V2; a word that is not known stays", () => {
  const words = {
    cdi: "CDI",
    " Cdd ": "CDD",
    FREELANCE: "Freelance",
    Consultant: "Freelance",
    stage: "Stage",
  };
  for (const [word, usual] of Object.entries(words)) assert.equal(contract.up(word), usual);
  assert.equal(contract.up("alternance"), "Alternance");
  assert.equal(contract.up("Contrat  pro"), "Alternance");
  assert.equal(contract.up("Intérim"), "Intérim");
  assert.equal(contract.up("constructor"), "constructor");
  assert.equal(contract.down("Freelance"), "Freelance");
});

test("contracts that a candidate still looks for keep V1's word when another one is added", () => {
  assert.deepEqual(contracts.up(["consultant", "cdi"]), ["Freelance", "CDI"]);
  assert.deepEqual(contracts.down(["CDI", "CDD", "Freelance"], ["consultant", "cdi"]), [
    "cdi",
    "CDD",
    "consultant",
  ]);
  assert.deepEqual(contracts.up(["CDI", "stage"], ["cdi"]), ["cdi", "Stage"]);
});

test("remote work is aucun, partiel or total on V1 and onsite, hybrid or remote on V2", () => {
  const words = { aucun: "onsite", partiel: "hybrid", total: "remote" } as const;
  for (const [french, english] of Object.entries(words)) {
    assert.equal(remote.up(french), english);
    assert.equal(remote.down(english), french);
  }
  assert.equal(remote.up(" Présentiel"), "onsite");
  assert.equal(remote.up("Hybride"), "hybrid");
  assert.equal(remote.up("remote"), "remote");
});

test("skills are split on commas and semicolons, get capitals, and are listed once", () => {
  assert.deepEqual(skills.up("python, machine learning; SQL,,c ;Python"), [
    "Python",
    "Machine Learning",
    "SQL",
  ]);
  assert.deepEqual(skills.up(["node.js", "élevage", "front-end dev"]), [
    "Node.js",
    "Élevage",
    "Front-end Dev",
  ]);
  assert.deepEqual(skills.up(["R", "c", " go "]), ["Go"]);
  assert.deepEqual(skills.up(["SQL", "sql"]), ["SQL"], "as it is spelled first");
  assert.deepEqual(skills.up(""), []);
  assert.deepEqual(skills.up(["ßeta", "ŉ"]), ["ßeta"], "no letter grows when it gets a capital");
});

test("skills that are still there keep V1's spelling, and those that V2 does not list stay", () => {
  assert.deepEqual(skills.down(["Python", "Docker"], ["c", "python", "JAVA"]), ["python", "Docker", "c"]);
  assert.deepEqual(skills.down(["Java", "Go"], ["java", "JAVA"]), ["java", "Go", "JAVA"]);
  assert.deepEqual(skills.down(["Python", "Docker"], "python;sql"), "python, Docker");
  assert.deepEqual(skills.down(["Python", "A, b"], "python;sql"), ["python", "A, b"]);
  assert.deepEqual(skills.down(["Docker"]), ["Docker"]);
});

test("skills that V1 still has keep V2's spelling, one letter or not", () => {
  assert.deepEqual(skills.up(["c", "python", "sql"], ["C", "python"]), ["C", "python", "Sql"]);
});

test("skills that would be too many with those of before come as they are", () => {
  const many = Array.from({ length: 200 }, (_, index) => `Skill ${index}`);
  assert.deepEqual(skills.down(many, ["c"]), many);
});

test("a place is an address on V1 and an object on V2; coordinates and what nobody knows cross", () => {
  assert.deepEqual(place.up("12 rue X, Paris"), { city: "12 rue X, Paris" });
  const paris = { lat: 48.85, lon: 2.35, pays: "FR" };
  assert.deepEqual(place.up({ ville: "Paris", ...paris }), { city: "Paris", ...paris });
  assert.equal(place.down({ city: "Paris" }), "Paris");
  assert.deepEqual(place.down({ city: "Paris", ...paris }), { ville: "Paris", ...paris });
  assert.deepEqual(place.up({ ville: "Paris", city: 7 }), { city: "Paris" }, "the known name wins");
});

test("results have French names on V1 and English ones on V2; what nobody knows crosses", () => {
  const french = {
    id: "o1",
    titre: "Dev",
    score_global: 81.5,
    explications: ["proche"],
    confiance: 0.9,
    rang: 1,
  };
  const english = {
    job_id: "o1",
    job_title: "Dev",
    score: 81.5,
    reasons: ["proche"],
    confidence: 0.9,
    rang: 1,
  };
  assert.deepEqual(results.up([french]), [english]);
  assert.deepEqual(results.down([english]), [french]);
  const short = JSON.stringify(results.up([{ id: "o1", score_global: 5, job_id: "x", job_title: 7 }]));
  assert.equal(short, '[{"job_id":"o1","score":5}]', "the known names win");
});

test("V1's seconds are V2's milliseconds", () => {
  assert.equal(seconds.up(0.0123), 12.3);
  assert.equal(seconds.down(12.3), 0.0123);
  assert.equal(seconds.up(86_400), 86_400_000);
});
