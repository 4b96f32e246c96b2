import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseLabelled, readLabelled } from "../../../infra/services/prober/labelled.ts";
import { InputError } from "../../../infra/stage/problem.ts";

const GOOD = { candidate: { id: "c1" }, jobs: [{ id: "j1" }, { id: "j2" }], labels: { j1: true, j2: false } };

function problemsOf(...lines: unknown[]): string {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  try {
    parseLabelled(text, "gate.jsonl");
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message;
  }
  assert.fail("no mistake was found");
}

describe("parseLabelled", () => {
  it("reads the body to send and the label of each job, past empty lines", () => {
    assert.deepEqual(parseLabelled(`${JSON.stringify(GOOD)}\n\n`, "gate.jsonl"), [
      {
        body: '{"candidate":{"id":"c1"},"jobs":[{"id":"j1"},{"id":"j2"}]}',
        labels: new Map([
          ["j1", true],
          ["j2", false],
        ]),
      },
    ]);
  });

  it("tells every mistake at once, each with its line", () => {
    const expected = [
      "gate.jsonl:2: must be a JSON object {candidate, jobs, labels}",
      "gate.jsonl:3: candidate must be an object",
      "gate.jsonl:4: jobs must be a list of at least one job",
      "gate.jsonl:5: each job must have an id",
      "gate.jsonl:6: labels must be an object that holds true or false for each job's id",
      'gate.jsonl:7: labels must hold true or false for job "j2"',
    ].join("\n");
    const actual = problemsOf(
      GOOD,
      '{"candidate":',
      { ...GOOD, candidate: "c1" },
      { ...GOOD, jobs: [] },
      { ...GOOD, jobs: [{ title: "no id" }] },
      { ...GOOD, labels: [true, false] },
      { ...GOOD, labels: { j1: true, j2: 1 } },
    );
    assert.equal(actual, expected);
  });

  it("refuses an empty set", () => {
    assert.equal(problemsOf(""), "gate.jsonl: must hold at least one labelled request, found none");
  });
});

describe("readLabelled", () => {
  it("says how to fix a missing file", () => {
    assert.throws(() => readLabelled("nowhere/gate.jsonl"), {
      name: "InputError",
      message: "nowhere/gate.jsonl: the labelled set cannot be read (ENOENT), build it or name another file",
    });
  });
});
