import assert from "node:assert/strict";
import { test } from "node:test";
import { storyTable } from "../../scripts/testing/story-table.ts";
import { failure, NOTHING } from "../../scripts/testing/tally.ts";

test("every story has a line: how many cases passed and failed, and how long it took", () => {
  const stories = [
    { title: "10 every resource", tally: { ...NOTHING, passed: 78 }, milliseconds: 61_000 },
    { title: "30 disk full", tally: failure("no room"), milliseconds: 1_500 },
  ];
  assert.deepEqual(storyTable(stories), [
    "fault              passed  failed  time",
    "10 every resource      78       0  61 s",
    "30 disk full            0       1  1.5 s",
  ]);
});
