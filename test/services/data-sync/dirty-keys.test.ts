import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DirtyKeys } from "../../../infra/services/data-sync/dirty-keys.ts";

describe("DirtyKeys", () => {
  it("holds a document once, with every store that told of its delete", () => {
    const dirty = new DirtyKeys(1, 10);
    dirty.add("offer:1", ["v1"]);
    dirty.add("offer:1");
    dirty.add("offer:1", ["v2"]);
    assert.equal(dirty.size, 1);
    assert.deepEqual(dirty.take(0, 5), [{ key: "offer:1", deleted: new Set(["v1", "v2"]) }]);
    assert.equal(dirty.size, 0);
  });

  it("gives the oldest first, and a key always to the same partition", () => {
    const dirty = new DirtyKeys(3, 100);
    for (let id = 0; id < 30; id++) dirty.add(`offer:${id}`);
    const first = [0, 1, 2].map((part) => dirty.take(part, 100).map(({ key }) => key));
    for (let id = 29; id >= 0; id--) dirty.add(`offer:${id}`);
    const second = [0, 1, 2].map((part) => dirty.take(part, 100).map(({ key }) => key));
    assert.deepEqual(
      second.map((keys) => keys.toReversed()),
      first,
    );
    assert.equal(first.flat().length, 30);
  });

  it("drops what does not fit, and tells once that everything has to be looked through", () => {
    const dirty = new DirtyKeys(1, 2);
    for (const id of [1, 2, 3]) dirty.add(`offer:${id}`);
    assert.equal(dirty.size, 2);
    assert.deepEqual([dirty.takeOverflow(), dirty.takeOverflow()], [true, false]);
  });

  it("tells who only offers that there is no room, and remembers nothing of it", () => {
    const dirty = new DirtyKeys(1, 2);
    assert.deepEqual(
      [1, 2, 3, 1].map((id) => dirty.offer(`offer:${id}`)),
      [true, true, false, true],
    );
    assert.equal(dirty.takeOverflow(), false);
  });

  it("wakes everybody who waits", async () => {
    const dirty = new DirtyKeys(2, 10);
    const began = performance.now();
    const waiting = Promise.all([dirty.added(5_000), dirty.added(5_000)]);
    dirty.add("offer:1");
    await waiting;
    assert.ok(performance.now() - began < 2_000);
  });

  it("tells when all that was dirty at a moment has been looked at, however much comes after it", () => {
    const dirty = new DirtyKeys(1, 10);
    dirty.add("offer:1");
    dirty.add("offer:2");
    const isLookedAt = dirty.mark();
    dirty.take(0, 2);
    dirty.add("offer:3");
    assert.equal(isLookedAt(), false);
    dirty.looked(0, 2);
    assert.equal(isLookedAt(), true);
    assert.equal(new DirtyKeys(2, 10).mark()(), true);
  });
});
