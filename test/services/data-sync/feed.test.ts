import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DirtyKeys } from "../../../infra/services/data-sync/dirty-keys.ts";
import { startFeed } from "../../../infra/services/data-sync/feed.ts";
import { memorySides } from "./support/memory-side.ts";

async function begin() {
  const stores = memorySides();
  const dirty = new DirtyKeys(1, 100);
  const feed = startFeed(stores, dirty);
  await feed.listen();
  return { stores, dirty, feed };
}

describe("the feed", () => {
  it("makes a document dirty, by V1's key, whichever store tells of it", async () => {
    const { stores, dirty } = await begin();
    stores.v1.tell("offer:1", "hset");
    stores.v2.tell("job:1", "hset");
    stores.v2.tell("match:result:7", "expire");
    assert.deepEqual(
      dirty.take(0, 9).map(({ key }) => key),
      ["offer:1", "match:7"],
    );
  });

  it("keeps which store told of a delete, and takes an end of life for none", async () => {
    const { stores, dirty } = await begin();
    stores.v2.tell("job:1", "del");
    stores.v1.tell("offer:2", "expired");
    assert.deepEqual(dirty.take(0, 9), [
      { key: "offer:1", deleted: new Set(["v2"]) },
      { key: "offer:2", deleted: new Set() },
    ]);
  });

  it("leaves alone what is no document, and an id that no key can be made of", async () => {
    const { stores, dirty } = await begin();
    for (const key of ["algo:1", "offer:", "offer:\ufffd", `offer:${"x".repeat(257)}`])
      stores.v1.tell(key, "hset");
    assert.equal(dirty.size, 0);
  });

  it("hands on each heartbeat once, and knows the age of the newest that came through", async () => {
    const { stores, feed } = await begin();
    assert.equal(feed.lagSeconds("v1"), null);
    stores.v1.tell("sync:pulse", "set");
    const [pulse] = feed.takePulses(false);
    assert.deepEqual([pulse?.from, feed.takePulses(false)], ["v1", []]);
    feed.carried("v1", Date.now() - 9_000);
    feed.carried("v1", Date.now() - 2_000);
    const lag = feed.lagSeconds("v1");
    assert.ok(lag !== null && lag >= 2 && lag < 4, `${lag}`);
  });

  it("holds a heartbeat back until all that was told before it has been looked at", async () => {
    const { stores, dirty, feed } = await begin();
    stores.v1.tell("offer:1", "hset");
    await stores.v1.pulse(1_000);
    stores.v1.tell("sync:pulse", "set");
    await stores.v1.pulse(2_000);
    stores.v1.tell("sync:pulse", "set");
    stores.v1.tell("offer:2", "hset");
    assert.deepEqual(feed.takePulses(false), []);
    assert.equal(dirty.take(0, 1).length, 1);
    assert.deepEqual(feed.takePulses(false), []);
    dirty.looked(0, 1);
    const [pulse] = feed.takePulses(false);
    assert.deepEqual([pulse?.from, await pulse?.sentAt], ["v1", 1_000]);
    stores.v2.tell("sync:pulse", "set");
    assert.deepEqual(feed.takePulses(false), []);
    assert.equal(feed.takePulses(true).length, 1);
  });

  it("measures from the next heartbeat on after its clock was set back, not from one that was sent in the future", async () => {
    const { feed } = await begin();
    feed.carried("v1", Date.now() + 3_600_000);
    feed.carried("v1", Date.now() - 2_000);
    assert.ok((feed.lagSeconds("v1") ?? 0) >= 2);
  });
});
