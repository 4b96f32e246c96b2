import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Found, lostInRaces, violationsOf } from "../../../scripts/testing/soak/check.ts";
import { type Content, payBeside } from "../../../scripts/testing/soak/documents.ts";
import type { Entry, Group, Outcome, Write } from "../../../scripts/testing/soak/entry.ts";
import { createModel, type Expected } from "../../../scripts/testing/soak/model.ts";

/** Writes of one writer to one document, each with what became of it. */
type Told = readonly [does: Write["does"], mark: string, is: Outcome, after?: string | null];

const WRITES: readonly Told[] = [
  ["create", "w-1", "acknowledged"],
  ["append", "w-2", "acknowledged", "w-1"],
  ["append", "w-3", "refused", "w-2"],
  ["append", "w-4", "acknowledged", "w-2"],
];

function lines(told: readonly Told[], more: Partial<Write> = {}): Entry[] {
  return told.flatMap(([does, mark, is, after = null], n): Entry[] => {
    const write = { writer: "w", n, group: "alone" as const, kind: "offer" as const, id: "1" };
    const line = { ...write, list: "first" as const, does, mark, after, ...more };
    return [line, { writer: line.writer, n, is }];
  });
}

function expectedOf(entries: readonly Entry[]): Expected {
  const model = createModel();
  for (const line of entries) model.take(line);
  model.end();
  const expected = model.documents.get("offer/1");
  assert.ok(expected);
  return expected;
}

function content(first: readonly string[], more: Partial<Content> = {}): Content {
  return { first, second: [], pay: payBeside(first.length), ...more };
}

const both = (one: Content | null): Found => ({ v1: one, v2: one });
const GOOD = content(["w-1", "w-2", "w-4"]);

/** Each violation as `what: where`. */
function said(told: readonly Told[], found: Found, more: Partial<Write> = {}): string[] {
  return violationsOf("offer/1", expectedOf(lines(told, more)), found).map(
    ({ is, says }) => `${is}: ${says}`,
  );
}

describe("the checker of the soak", () => {
  it("is content when every acknowledged write is once in both stores, and no refused one", () => {
    assert.deepEqual(said(WRITES, both(GOOD)), []);
  });

  it("finds an acknowledged write that one store lacks", () => {
    const found = { v1: GOOD, v2: content(["w-1", "w-4"]) };
    assert.deepEqual(said(WRITES, found), ["lost: w-2 is not in V2, but was acknowledged"]);
  });

  it("finds a document that is gone from both stores", () => {
    assert.deepEqual(said(WRITES.slice(0, 1), both(null)), [
      "lost: w-1 is not in V1, but was acknowledged",
      "lost: w-1 is not in V2, but was acknowledged",
    ]);
  });

  it("finds a refused write that is there", () => {
    const found = both(content(["w-1", "w-2", "w-3", "w-4"]));
    assert.deepEqual(said(WRITES, found), [
      "refused, but there: w-3 is in V1",
      "refused, but there: w-3 is in V2",
    ]);
  });

  it("finds a write that is there twice", () => {
    const found = { v1: GOOD, v2: content(["w-1", "w-2", "w-4", "w-2"]) };
    assert.deepEqual(said(WRITES, found), ["twice: w-2 is in V2 more than once"]);
  });

  it("finds what a delete took away and what a new beginning replaced", () => {
    const deleted: Told[] = [...WRITES, ["delete", "w-5", "acknowledged", "w-4"]];
    assert.deepEqual(said(deleted, both(null)), []);
    assert.deepEqual(said(deleted, { v1: content(["w-1"]), v2: null }), [
      "came back: w-1 is in V1, but was taken away",
    ]);
    assert.deepEqual(said(deleted, { v1: content([]), v2: null }), [
      "came back: a document without its list is in V1",
    ]);
    const again: Told[] = [...deleted, ["create", "w-6", "acknowledged"]];
    assert.deepEqual(said(again, both(content(["w-6"]))), []);
    assert.deepEqual(said(again, { v1: content(["w-4", "w-6"]), v2: content(["w-6"]) }), [
      "came back: w-4 is in V1, but was taken away",
    ]);
  });

  it("finds writes in another order than they were made", () => {
    const found = { v1: GOOD, v2: content(["w-2", "w-1", "w-4"]) };
    assert.deepEqual(said(WRITES, found), ["out of order: in V2: [w-2, w-1, w-4]"]);
  });

  it("lets an unknown write be in both stores or in neither, but not in one", () => {
    const unknown: Told[] = [...WRITES, ["append", "w-5", "unknown", "w-4"]];
    const done = content([...GOOD.first, "w-5"]);
    assert.deepEqual(said(unknown, both(GOOD)), []);
    assert.deepEqual(said(unknown, both(done)), []);
    assert.deepEqual(said(unknown, { v1: GOOD, v2: done }), [
      "not equal: V1 [w-1, w-2, w-4], V2 [4 marks, the last w-5]",
    ]);
  });

  it("knows from what the writer read next whether an unknown write was made", () => {
    const wasMade: Told[] = [
      ["create", "w-1", "unknown"],
      ["append", "w-2", "acknowledged", "w-1"],
    ];
    assert.deepEqual(said(wasMade, both(content(["w-2"]))).length, 2);
    assert.deepEqual(said(wasMade, both(content(["w-1", "w-2"]))), []);
    const wasNot: Told[] = [
      ["append", "w-5", "unknown", "w-4"],
      ["append", "w-6", "acknowledged", "w-4"],
    ];
    const after = (marks: string[]) => said([...WRITES, ...wasNot], both(content([...GOOD.first, ...marks])));
    assert.deepEqual(after(["w-6"]), []);
    assert.match(after(["w-5", "w-6"]).join(), /came back: w-5 is in V1/);
  });

  it("takes a write without a line about its end for unknown, also in the middle of the log", () => {
    const [create, created] = lines([["create", "w-1", "acknowledged"]]);
    const [append] = lines([["append", "w-2", "acknowledged", "w-1"]]);
    assert.ok(create && created && append);
    for (const entries of [[create], [create, { ...append, n: 1 }]]) {
      const model = createModel();
      for (const line of entries) model.take(line);
      model.end();
      assert.deepEqual(model.counts, { acknowledged: 0, refused: 0, unknown: entries.length });
    }
  });

  it("still expects what was acknowledged when its writer read that it was gone", () => {
    const told: Told[] = [...WRITES.slice(0, 2), ["append", "w-5", "acknowledged", "w-1"]];
    assert.match(said(told, both(content(["w-1", "w-5"]))).join(), /lost: w-2 is not in V1/);
  });

  it("finds half a write: a pay that is not of the list's last writer", () => {
    const found = { v1: GOOD, v2: { ...GOOD, pay: 31 } };
    assert.deepEqual(said(WRITES, found), ["half a write: in V2: 3 marks beside a pay of 31, not 33"]);
  });

  it("keeps the two lists of a shared document apart", () => {
    const together = { group: "together" as const };
    const entries = [
      ...lines([["create", "a-1", "acknowledged"]], { ...together, writer: "a" }),
      ...lines([["append", "b-1", "acknowledged"]], { ...together, writer: "b", list: "second" }),
    ];
    const check = (found: Found) => violationsOf("offer/1", expectedOf(entries), found).map(({ is }) => is);
    const whole = content(["a-1"], { second: ["b-1"] });
    assert.deepEqual(check(both(whole)), []);
    assert.deepEqual(check({ v1: { ...whole, second: [] }, v2: whole }), ["lost"]);
    assert.deepEqual(check({ v1: whole, v2: content([], { second: ["b-1"], pay: null }) }), ["lost"]);
  });

  it("counts what careless writers lose to their race, and finds only what no race explains", () => {
    const careless = { group: "two apps" as Group };
    const raced = content(["w-1", "w-4"], { pay: 31 });
    assert.deepEqual(said(WRITES, both(raced), careless), []);
    assert.equal(lostInRaces(expectedOf(lines(WRITES, careless)), both(raced)), 1);
    assert.deepEqual(said(WRITES, { v1: raced, v2: content(["w-1"]) }, careless), [
      "not equal: V1 [w-1, w-4], V2 [w-1]",
    ]);
    assert.deepEqual(said(WRITES, { v1: raced, v2: null }, careless), [
      "not equal: V1 [w-1, w-4], V2 has no document",
    ]);
    assert.deepEqual(said(WRITES, both(content(["w-3", "w-3"])), careless).length, 6);
  });
});
