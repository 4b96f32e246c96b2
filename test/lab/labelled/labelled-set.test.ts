import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { generateHalf } from "../../../scripts/lab/labelled/generate.ts";
import { halfUrl, halves, parseLabelled, readHalf } from "../../../scripts/lab/labelled/labelled-set.ts";

const sets = { tune: readHalf("tune"), gate: readHalf("gate") };

test("the committed halves are what the recipe makes, byte for byte", () => {
  for (const half of halves) assert.ok(readFileSync(halfUrl(half), "utf8") === generateHalf(half), half);
});

test("each half has 350 requests of 10 jobs, together 7,000 pairs in less than 4 MB", () => {
  for (const half of halves) {
    assert.equal(sets[half].length, 350);
    assert.ok(
      sets[half].every(({ jobs, labels }) => jobs.length === 10 && Object.keys(labels).length === 10),
    );
  }
  const bytes = halves.reduce((sum, half) => sum + statSync(halfUrl(half)).size, 0);
  assert.ok(bytes < 4_000_000, `${bytes} bytes`);
});

for (const half of halves) {
  const jobs = sets[half].flatMap((request) => request.jobs);
  const labels = sets[half].flatMap((request) => Object.values(request.labels));

  test(`in the ${half} half at least 40 % of the jobs are in French and as many in English`, () => {
    for (const language of ["fr", "en"]) {
      const share = jobs.filter((job) => job.language === language).length / jobs.length;
      assert.ok(share >= 0.4, `${language}: ${share}`);
    }
  });

  test(`in the ${half} half 35 to 50 % of the pairs are matches`, () => {
    const share = labels.filter(Boolean).length / labels.length;
    assert.ok(share >= 0.35 && share <= 0.5, `${share}`);
  });
}

test("the halves share no id and no document", () => {
  const parts = halves.map((half) => {
    const documents = sets[half].flatMap(({ candidate, jobs }) => [candidate, ...jobs]);
    return new Set(documents.flatMap(({ id, ...rest }) => [id, JSON.stringify(rest)]));
  });
  assert.deepEqual(
    [...(parts[0] ?? [])].filter((text) => parts[1]?.has(text)),
    [],
  );
});

test("ids are unique within a half", () => {
  for (const half of halves) {
    const ids = sets[half].flatMap(({ candidate, jobs }) => [candidate.id, ...jobs.map(({ id }) => id)]);
    assert.equal(new Set(ids).size, ids.length);
  }
});

test("a line without a label for every job is refused with its number", () => {
  const [first = ""] = readFileSync(halfUrl("gate"), "utf8").split("\n");
  const spoiled = JSON.stringify({ ...JSON.parse(first), labels: {} });
  assert.throws(() => parseLabelled(`${first}\n${spoiled}\n`), {
    message: "line 2 of the labelled set must be {candidate, jobs, labels} with a label for every job",
  });
});
