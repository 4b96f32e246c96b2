import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../../scripts/lab/labelled/random.ts";

test("the stream of a seed is the published one of mulberry32", () => {
  const random = new Random(1);
  assert.deepEqual(
    Array.from({ length: 3 }, () => Math.floor(random.next() * 4294967296)),
    [2693262067, 11749833, 2265367787],
  );
});

test("every drawing keeps to its bounds", () => {
  const random = new Random(7);
  for (let i = 0; i < 2_000; i++) {
    const between = random.between(2, 3);
    assert.ok(between >= 2 && between < 3);
    assert.ok([4, 5, 6].includes(random.whole(4, 6)));
    assert.ok(Math.abs(random.bell()) <= 3);
  }
});

test("a sample has no item twice and is never longer than the list", () => {
  const random = new Random(7);
  assert.deepEqual(random.sample([1, 2, 3], 5).sort(), [1, 2, 3]);
  assert.equal(new Set(random.sample([1, 2, 3, 4, 5, 6], 4)).size, 4);
});

test("the usual form is picked with its probability", () => {
  const random = new Random(7);
  const usual = Array.from({ length: 10_000 }, () => random.pickMostly(["a", "b", "c"], 0.62)).filter(
    (x) => x === "a",
  );
  assert.ok(Math.abs(usual.length / 10_000 - 0.62) < 0.02);
  assert.equal(random.pickMostly(["a"], 0.1), "a");
});

test("picking from an empty list is refused", () => {
  assert.throws(() => new Random(7).pick([]), { message: "pick from an empty list" });
});
