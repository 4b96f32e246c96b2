import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "../../../../infra/services/data-sync/transform/keys.ts";
import { problemText } from "../../../../infra/services/data-sync/transform/problem.ts";
import { otherSide, type Side } from "../../../../infra/services/data-sync/transform/types.ts";

const pairs = [
  ["offer", "offer:o1", "job:o1"],
  ["offer", "offer:a:b", "job:a:b"],
  ["candidate", "candidate:c1", "candidate:c1"],
  ["session", "session:é s", "session:é s"],
  ["match", "match:m1", "match:result:m1"],
  ["match", "match:result:m1", "match:result:result:m1"],
] as const;

test("every key has one partner, and the partner leads back", () => {
  for (const [name, v1, v2] of pairs) {
    for (const [side, key, partner] of [
      ["v1", v1, v2],
      ["v2", v2, v1],
    ] as const) {
      const place = placeOf(side, key);
      assert.ok(place && "kind" in place);
      assert.deepEqual([place.kind.name, place.partnerKey], [name, partner]);
      assert.equal(key, place.kind.prefix[side] + place.id);
      assert.notEqual(placeOf(otherSide(side), partner), null);
    }
  }
});

test("keys of anything else are left alone", () => {
  const others: readonly (readonly [Side, string])[] = [
    ["v1", "job:o1"],
    ["v2", "offer:o1"],
    ["v2", "match:m1"],
    ["v1", "sync:record:offer:o1"],
    ["v1", "offers:o1"],
    ["v1", "offer"],
    ["v1", ""],
  ];
  for (const [side, key] of others) assert.equal(placeOf(side, key), null, key);
});

test("a document whose id cannot be carried is a problem that names the key", () => {
  const rule = "must have an id of 1 to 256 characters, all of them UTF-8";
  const shown = {
    "offer:": "offer:",
    "offer:\ufffd": "offer:\ufffd",
    "offer:\u0007\ufffd": "offer:\\u0007\ufffd",
  };
  const long = `offer:${"x".repeat(257)}`;
  for (const [key, words] of Object.entries({ ...shown, [long]: `offer:${"x".repeat(53)}…` })) {
    const problem = placeOf("v1", key);
    assert.ok(problem && "rule" in problem);
    assert.equal(problemText(problem), `the key ${rule}, got ${words}`);
  }
  const longest = placeOf("v1", `offer:${"x".repeat(256)}`);
  assert.ok(longest && "kind" in longest);
});
