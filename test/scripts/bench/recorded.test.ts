import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { readRecorded, recordedText, withReport } from "../../../scripts/bench/recorded.ts";
import { FAILED, LOST, REPORT, SLOW, UNJUDGED } from "./support.ts";

const CASES = ["preview-noop", "weight-changes"];
const OLD = withReport([], REPORT, CASES);
const LATER = { ...REPORT, time: "2026-11-23T09:00:00.000Z", commit: "0123456789" };

/** What stands in the runs: the commit of each, and the values of its figures. */
function told(runs: ReturnType<typeof withReport>) {
  return runs.map(({ commit, figures }) => [
    commit,
    Object.fromEntries(figures.map((f) => [f.name, f.values])),
  ]);
}

describe("what is known after a run", () => {
  it("is what it measured, and of every other case what was known", () => {
    const runs = withReport(OLD, { ...LATER, figures: [{ ...LOST, values: [3] }] }, CASES);
    assert.deepEqual(told(runs), [
      ["0123456789", { "weight-changes": [3] }],
      ["5ddb1bd08c", { "preview-noop": SLOW.values, unjudged: UNJUDGED.values }],
    ]);
  });

  it("has nothing left of a figure that its case no longer measures", () => {
    const runs = withReport(OLD, { ...LATER, figures: [SLOW] }, CASES);
    assert.deepEqual(told(runs), [
      ["0123456789", { "preview-noop": SLOW.values }],
      ["5ddb1bd08c", { "weight-changes": [0] }],
    ]);
  });

  it("keeps the figures of a case that failed", () => {
    assert.deepEqual(told(withReport(OLD, { ...LATER, figures: [FAILED] }, CASES)), told(OLD));
  });

  it("forgets a run of which nothing is left, and a case that is no more", () => {
    assert.deepEqual(told(withReport(OLD, LATER, CASES)).length, 1);
    const runs = withReport(OLD, { ...LATER, figures: [LOST] }, ["weight-changes"]);
    assert.deepEqual(told(runs), [["0123456789", { "weight-changes": [0] }]]);
  });
});

/** Reads a file with this text. */
function read(t: TestContext, text: string) {
  const folder = mkdtempSync(join(tmpdir(), "figures-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "performance.json"), text);
  return readRecorded(join(folder, "performance.json"));
}

function refusal(reason: string | RegExp) {
  return ({ id, exitCode, message }: { id: string; exitCode: number; message: string }) => {
    assert.deepEqual([id, exitCode], ["SSM-BENCH-FIGURES", 1]);
    const [first = "", next] = message.split("\n");
    assert.match(first, /^docs\/performance\.json is damaged or was changed by hand, nothing was written: /);
    assert.match(first, typeof reason === "string" ? new RegExp(`: ${reason}$`) : reason);
    assert.equal(
      next,
      "bring it back: git checkout -- docs/performance.json; or remove it, and the page begins anew with what is measured next",
    );
    return true;
  };
}

describe("docs/performance.json", () => {
  it("is read as it was written, and laid out anew too", (t) => {
    assert.deepEqual(read(t, recordedText(OLD)), OLD);
    assert.deepEqual(read(t, JSON.stringify(JSON.parse(recordedText(OLD)))), OLD);
  });

  it("is empty when it is not there", () => {
    assert.deepEqual(readRecorded(join(tmpdir(), "no-such-folder", "performance.json")), []);
  });

  it("is refused when a number in it was changed", (t) => {
    const text = recordedText(OLD).replace("6.04", "4.04");
    assert.throws(() => read(t, text), refusal("its figures are not those of its sum"));
  });

  it("is refused when a part of it is missing, naming the part", (t) => {
    assert.throws(
      () => read(t, "{}"),
      refusal(/: sha256: Invalid input: expected string, .*; runs: Invalid/),
    );
    const runs = OLD.map((run) => ({ ...run, figures: [] }));
    assert.throws(() => read(t, recordedText(runs)), refusal(/: 0\.figures: Too small: /));
  });

  it("is refused when it is no JSON, as after a merge that was not finished", (t) => {
    assert.throws(() => read(t, `<<<<<<< HEAD\n${recordedText(OLD)}`), refusal(/Unexpected token/));
  });

  it("is refused when it cannot be read", () => {
    assert.throws(() => readRecorded(tmpdir()), refusal(/EISDIR/));
  });
});
