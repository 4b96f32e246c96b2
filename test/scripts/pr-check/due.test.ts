import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { apart, violationsApart } from "../../../scripts/pr-check/due.ts";
import type { Preview } from "../../../scripts/pr-check/preview.ts";

const change = (does: "update" | "replace", name: string, goal: string) =>
  ({ does, name, because: [], goal }) as const;
const said = (...changes: Preview["changes"]): Preview => ({
  changes,
  unchanged: 30,
  violations: [],
  failure: null,
});

describe("what a change does, on a state that is older than its base", () => {
  const stale = change("replace", "v1-container", "image:2");
  const own = change("update", "stage-record", "025-percent");

  it("is told apart from what the base does to it as well", () => {
    const { preview, due } = apart(said(stale, own), said(stale));
    assert.deepEqual([preview.changes, preview.unchanged], [[own], 30]);
    assert.deepEqual(due, { changes: [stale], unknown: null });
  });

  it("keeps a resource that the base changes too, but into something else", () => {
    const ours = change("replace", "v1-container", "image:3");
    const { preview, due } = apart(said(ours), said(stale));
    assert.deepEqual([preview.changes, due.changes], [[ours], []]);
  });

  it("keeps a resource that the base changes in another way", () => {
    const ours = change("update", "v1-container", "image:2");
    assert.deepEqual(apart(said(ours), said(stale)).preview.changes, [ours]);
  });

  it("is everything, with the reason, where the base cannot be previewed", () => {
    const base = { ...said(), failure: { text: "no such stage", exitCode: 4 } } as const;
    assert.deepEqual(apart(said(stale, own), base), {
      preview: said(stale, own),
      due: { changes: [], unknown: "no such stage" },
    });
  });
});

describe("a rule that a change breaks", () => {
  const unseen = { rule: "verify-images", resource: "v1-container", message: "not seen" };
  const base = { ...said(), violations: [unseen] };

  it("is told apart only where the base breaks it on the same resource in the same words", () => {
    const others = [
      { ...unseen, rule: "pin-images" },
      { ...unseen, resource: "v2-container" },
      { ...unseen, message: "other" },
    ];
    const { violations } = violationsApart({ ...said(), violations: [unseen, ...others] }, base);
    assert.deepEqual(violations, [{ ...unseen, inBase: true }, ...others]);
  });

  it("is the change's own where the base cannot be previewed", () => {
    assert.deepEqual(violationsApart(base, said()).violations, [unseen]);
  });
});
