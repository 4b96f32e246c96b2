import assert from "node:assert/strict";
import { test } from "node:test";
import { conceptOf, oneSlip } from "../../../../scripts/lab/apps/v2/concepts.ts";
import { dictionary, kindred } from "../../../../scripts/lab/apps/v2/dictionary.ts";
import { normalise, stems } from "../../../../scripts/lab/apps/v2/normalise.ts";

const lines = dictionary.trim().split("\n");
const spellings = lines.flatMap((line) => line.replace(": ", ", ").split(", ").map(normalise));

test("every spelling stands in the dictionary once", () => {
  assert.deepEqual([...new Set(spellings.filter((form, index) => spellings.indexOf(form) !== index))], []);
});

test("every kindred concept is a concept of the dictionary", () => {
  const concepts = new Set(lines.map((line) => line.split(":")[0]));
  const strangers = kindred
    .trim()
    .split("\n")
    .flatMap((line) => line.split(", "))
    .filter((id) => !concepts.has(id));
  assert.deepEqual(strangers, []);
});

test("a skill is compared without case, accents, brackets and doubled spaces, but with + # . & /", () => {
  assert.equal(normalise("  Gestion  de Projet (expérimentée) "), "gestion de projet");
  assert.equal(normalise("C++"), "c++");
  assert.equal(normalise("CI/CD"), "ci/cd");
  assert.equal(normalise("Intégration-continue"), "integration continue");
});

test("names that differ by a sign stay apart", () => {
  assert.notEqual(conceptOf("C++").id, conceptOf("C#").id);
  assert.notEqual(conceptOf("Java").id, conceptOf("JavaScript").id);
  assert.equal(conceptOf("Gestion de projet").id, conceptOf("project management").id);
});

test("one letter changed, added, left out or swapped is one slip; two are not", () => {
  for (const written of ["kubernetis", "kubernetess", "kubernets", "kuberentes", "kubernetes"]) {
    assert.ok(oneSlip("kubernetes", written), written);
  }
  assert.ok(!oneSlip("kubernetes", "kubrenetis"));
  assert.ok(!oneSlip("kubernetes", "docker"));
});

test("short words are never taken for one another", () => {
  assert.equal(conceptOf("sap").id, "sap");
  assert.equal(conceptOf("sax").id, "sax");
});

test("a skill outside the dictionary keeps the stems of its words", () => {
  assert.deepEqual(conceptOf("Apiculture de montagne").stems, ["apicul", "montag"]);
  assert.deepEqual(stems("la gestion des ruches"), ["gestio", "ruches"]);
  assert.deepEqual(conceptOf("Docker").stems, []);
});
