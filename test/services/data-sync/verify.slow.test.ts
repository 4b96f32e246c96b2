import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Difference } from "../../../infra/services/data-sync/parity.ts";
import { strayName } from "../../../infra/services/data-sync/stray-keys.ts";
import {
  type Position,
  positionText,
  readPosition,
  verifyAll,
  verifySample,
} from "../../../infra/services/data-sync/verify.ts";
import { memorySides } from "./support/memory-side.ts";

const offer = (title: string) => ({
  fields: { titre: `"${title}"`, competences: '["Java"]' },
  expiresAt: null,
});
const job = (title: string) => ({
  fields: { title: `"${title}"`, required_skills: '["Java"]' },
  expiresAt: null,
});

/** Five equal documents, one that differs, one that each side lacks. */
function stores() {
  const sides = memorySides();
  for (let id = 0; id < 5; id++) {
    sides.v1.put(`offer:${id}`, offer(`t${id}`));
    sides.v2.put(`job:${id}`, job(`t${id}`));
  }
  sides.v1.put("offer:other", offer("A"));
  sides.v2.put("job:other", job("B"));
  sides.v1.put("offer:only-v1", offer("A"));
  sides.v2.put("job:only-v2", job("B"));
  return sides;
}

async function walk(from: Position = { side: "v1", cursor: "0" }, sides = stores()) {
  const found: Difference[] = [];
  const positions: string[] = [];
  const counts = await verifyAll(sides, {
    from,
    found: (difference) => found.push(difference),
    reached: (position) => positions.push(positionText(position)),
  });
  return { ...counts, found: found.map(({ key, is }) => `${key} ${is}`), positions };
}

describe("comparing all documents", () => {
  it("finds what differs, what V2 lacks and what V1 lacks, each document compared once", async () => {
    const { compared, different, found } = await walk();
    assert.deepEqual([compared, different], [8, 3]);
    assert.deepEqual(found, [
      "offer:other different",
      "offer:only-v1 missing in v2",
      "job:only-v2 missing in v1",
    ]);
  });

  it("finds keys that no document can have, which one side alone has", async () => {
    const sides = memorySides();
    sides.v2.put("job:", job("A"));
    const { compared, different, found } = await walk(undefined, sides);
    assert.deepEqual([compared, different, found], [1, 1, [`${strayName("job:")} not to be carried`]]);
  });

  it("goes on where it said that it was", async () => {
    const whole = await walk();
    const [, second = ""] = whole.positions;
    const position = readPosition(second);
    assert.ok(position);
    const rest = await walk(position);
    assert.deepEqual([rest.compared, rest.found], [whole.compared - 4, whole.found]);
  });

  it("takes what is carried meanwhile for no difference", async () => {
    const sides = stores();
    const walking = walk(undefined, sides);
    setTimeout(() => sides.v2.put("job:only-v1", job("A")), 100);
    assert.deepEqual((await walking).found, ["offer:other different", "job:only-v2 missing in v1"]);
  });
});

describe("comparing documents by chance", () => {
  it("compares all of them where there are not so many, from both stores", async () => {
    const found: string[] = [];
    const counts = await verifySample(stores(), 1_000, ({ key }) => found.push(key));
    assert.deepEqual(counts, { compared: 8, different: 3 });
    assert.deepEqual(found.toSorted(), ["job:only-v2", "offer:only-v1", "offer:other"]);
  });

  it("compares as many as it is asked for, not always the same", async () => {
    const sides = memorySides();
    for (let id = 0; id < 60; id++) {
      sides.v1.put(`offer:${id}`, offer("A"));
    }
    const seen = new Set<string>();
    for (let time = 0; time < 3; time++)
      assert.equal((await verifySample(sides, 5, ({ key }) => seen.add(key))).compared, 5);
    assert.ok(seen.size > 5, [...seen].join());
  });

  it("finds nothing to compare in empty stores", async () => {
    const counts = await verifySample(memorySides(), 10, () => undefined);
    assert.deepEqual(counts, { compared: 0, different: 0 });
  });
});

it("a position is what a walk tells, and nothing else", () => {
  assert.deepEqual(readPosition("v2:17"), { side: "v2", cursor: "17" });
  assert.notEqual(readPosition("v1:18446744073709551615"), null);
  for (const text of ["", "v3:1", "v1:", "v1:x", "17", " v1:1", "v1:18446744073709551616"])
    assert.equal(readPosition(text), null, text);
});
