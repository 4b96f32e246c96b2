import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ladderOf } from "../../infra/stage/ladder-order.ts";
import { pathText } from "../../infra/stage/problem.ts";
import type { Stage } from "../../infra/stage/schema.ts";
import { stage } from "./stages.ts";

const three = (changes: Readonly<Record<string, Partial<Stage>>> = {}): Stage[] =>
  [
    stage({ name: "000-baseline", v2: 0, schedule: -7, next: "010-percent" }),
    stage({ name: "010-percent", v2: 10, schedule: 0, next: "025-percent" }),
    stage({ name: "025-percent", v2: 25, schedule: 1, next: null }),
  ].map((each) => ({ ...each, ...changes[each.name] }));

const SUNSET = { keepArchive: 365 };

const told = (stages: readonly Stage[]) =>
  ladderOf(stages).findings.map(({ file, path, message }) => `${file}: ${pathText(path)}: ${message}`);

describe("ladderOf", () => {
  it("orders stages by next, however they are given", () => {
    const names = fc.shuffledSubarray(three(), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(names, (stages) => {
        assert.deepEqual(ladderOf(stages), { stages: three(), findings: [] });
      }),
    );
  });

  it("gives an order in which share and schedule only grow, or says why not", () => {
    const links = fc.array(
      fc.record({ next: fc.option(fc.nat(6)), v2: fc.nat(100), schedule: fc.integer({ min: -7, max: 30 }) }),
      {
        minLength: 1,
        maxLength: 7,
      },
    );
    const name = (index: number) => `${String(index).padStart(3, "0")}-stage`;
    fc.assert(
      fc.property(links, (drawn) => {
        const stages = drawn.map((each, index) =>
          stage({ ...each, name: name(index), next: each.next === null ? null : name(each.next) }),
        );
        const ladder = ladderOf(stages);
        if (ladder.findings.length > 0) return assert.deepEqual(ladder.stages, []);
        assert.equal(ladder.stages.length, stages.length);
        assert.equal(ladder.stages[0]?.v2, 0);
        for (const [index, { v2, schedule, next }] of ladder.stages.entries()) {
          const after = ladder.stages[index + 1];
          assert.equal(next, after?.name ?? null);
          assert.ok(after === undefined || (after.v2 > v2 && after.schedule > schedule));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("ladderOf refuses", () => {
  it("two files with the same percentage", () => {
    const twin = stage({ name: "026-quarter", v2: 25, schedule: 2, next: null });
    assert.deepEqual(told([...three({ "025-percent": { next: "026-quarter" } }), twin]), [
      "stacks/stages/026-quarter.yaml: v2: must differ from every other stage, got 25% as in 025-percent; remove one of the two files or write another share",
    ]);
  });

  it("a copy of a file, once, and names the one that no stage leads to", () => {
    const copy = (name: string, v2: number) => stage({ name, v2, schedule: v2 === 0 ? -7 : 1, next: null });
    const fix = "remove one of the two files or write another share";
    assert.deepEqual(told([...three(), copy("025-copy", 25)]), [
      `stacks/stages/025-copy.yaml: v2: must differ from every other stage, got 25% as in 025-percent; ${fix}`,
    ]);
    assert.deepEqual(told([...three(), { ...copy("001-baseline", 0), next: "010-percent" }]), [
      `stacks/stages/001-baseline.yaml: v2: must differ from every other stage, got 0% as in 000-baseline; ${fix}`,
    ]);
  });

  it("no sunset for having the percentage of the stage before", () => {
    const all = stage({ name: "100-percent", v2: 100, schedule: 14, next: "130-sunset" });
    const sunset = stage({ name: "130-sunset", v2: 100, schedule: 30, next: null, sunset: SUNSET });
    assert.deepEqual(told([...three({ "025-percent": { next: "100-percent" } }), all, sunset]), []);
  });

  it("a circle, with its whole path, once", () => {
    assert.deepEqual(told(three({ "025-percent": { next: "010-percent" } })), [
      "stacks/stages/025-percent.yaml: next: must not lead in a circle: 010-percent -> 025-percent -> 010-percent; the last stage has next: none",
    ]);
    assert.deepEqual(told(three({ "025-percent": { next: "025-percent" } })), [
      "stacks/stages/025-percent.yaml: next: must not lead in a circle: 025-percent -> 025-percent; the last stage has next: none",
    ]);
  });

  it("a next that does not exist, with the one that was meant", () => {
    assert.deepEqual(told(three({ "010-percent": { next: "025-prcent" } })), [
      'stacks/stages/010-percent.yaml: next: must be a stage, got "025-prcent", which no file is named after; did you mean 025-percent?',
    ]);
    assert.deepEqual(told(three({ "010-percent": { next: "200-moon" } })), [
      'stacks/stages/010-percent.yaml: next: must be a stage, got "200-moon", which no file is named after; write none or one of 000-baseline, 010-percent, 025-percent',
    ]);
  });

  it("a next whose share no file has, with the stage of the nearest share, not of the nearest text", () => {
    const ladder = [
      stage({ name: "010-percent", v2: 10, next: "025-percent" }),
      stage({ name: "050-percent", v2: 50, next: "075-percent" }),
      stage({ name: "075-percent", v2: 75, next: "100-percent" }),
      stage({ name: "130-sunset", v2: 100, next: null, sunset: SUNSET }),
    ];
    const found = told(ladder);
    assert.match(found[0] ?? "", /got "025-percent", .*; did you mean 050-percent\?$/);
    // Nobody means the sunset, from which there is no way back, by a share.
    assert.match(found[1] ?? "", /got "100-percent", .*; write none or one of /);
    assert.equal(found.length, 2);
  });

  it("a second first stage", () => {
    const other = stage({ name: "001-other", v2: 0, schedule: -5, next: "010-percent" });
    assert.deepEqual(told([...three(), other]), [
      "stacks/stages/001-other.yaml: v2: must differ from every other stage, got 0% as in 000-baseline; remove one of the two files or write another share",
    ]);
  });

  it("a stage that none leads to", () => {
    assert.deepEqual(told(three({ "000-baseline": { next: "025-percent" } })), [
      "stacks/stages/010-percent.yaml: : no stage leads to 010-percent; write next: 010-percent in the stage before it",
    ]);
  });

  it("a stray stage, not the ladder, when the stray file is named first", () => {
    const stray = stage({ name: "000-accident", v2: 5, schedule: -9, next: "010-percent" });
    assert.deepEqual(told([stray, ...three()]), [
      "stacks/stages/000-accident.yaml: : no stage leads to 000-accident; write next: 000-accident in the stage before it",
    ]);
  });

  it("a ladder that starts above 0 %", () => {
    assert.deepEqual(told(three().slice(1)), [
      "stacks/stages/010-percent.yaml: v2: must be 0% in the first stage, got 10%; add a stage with v2: 0% and next: 010-percent",
    ]);
  });

  it("a share that shrinks on the way up", () => {
    assert.deepEqual(told(three({ "025-percent": { v2: 9 } })), [
      "stacks/stages/025-percent.yaml: v2: must be more than the 10% of 010-percent, got 9%",
    ]);
  });

  it("a schedule that does not grow", () => {
    assert.deepEqual(told(three({ "025-percent": { schedule: 0 } })), [
      "stacks/stages/025-percent.yaml: schedule: must be later than J+0 of 010-percent, got J+0",
    ]);
  });

  it("a sunset that leaves traffic on V1 or is not the end", () => {
    assert.deepEqual(told(three({ "010-percent": { sunset: SUNSET } })), [
      "stacks/stages/010-percent.yaml: v2: must be 100% where sunset removes V1, got 10%",
      'stacks/stages/010-percent.yaml: next: must be none where sunset removes V1, got "025-percent"',
    ]);
  });
});
