import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Registry } from "prom-client";
import { attach } from "../../../infra/services/data-sync/attach.ts";
import type { Direction } from "../../../infra/services/data-sync/direction.ts";
import { DirtyKeys } from "../../../infra/services/data-sync/dirty-keys.ts";
import { startFeed } from "../../../infra/services/data-sync/feed.ts";
import { syncMetrics } from "../../../infra/services/data-sync/sync-metrics.ts";
import { startWorkers } from "../../../infra/services/data-sync/workers.ts";
import { memorySides } from "./support/memory-side.ts";

const OFFER = { titre: '"Chef"', competences: '["Java"]' };

/** Two workers between two stores; `until` waits for what they do. */
async function begin(mode: Direction["mode"] = "bidirectional") {
  const stores = memorySides();
  let count = 0;
  const attached = await attach(stores, () => `id-${++count}`);
  assert.ok(attached.ok);
  const dirty = new DirtyKeys(2, 100);
  const feed = startFeed(stores, dirty);
  await feed.listen();
  const registry = new Registry();
  const beat = { beat: 0, beatAt: 0 };
  const closing = new AbortController();
  const working = startWorkers({
    stores,
    direction: () => ({ mode, authority: "v1" }),
    workers: 2,
    dirty,
    metrics: syncMetrics(
      registry,
      () => dirty.size,
      () => 0,
      feed.lagSeconds,
    ),
    feed,
    session: { guards: { ...attached.guards }, beats: { v1: beat, v2: beat }, losses: attached.losses },
    allowsDeletes: () => true,
    signal: closing.signal,
  });
  const until = async (isTrue: () => boolean) => {
    for (let tries = 0; tries < 500 && !isTrue(); tries++) await pause(10);
    assert.ok(isTrue());
  };
  const stop = async () => {
    closing.abort();
    await working;
  };
  return { stores, dirty, feed, registry, until, stop, working };
}

describe("the workers", () => {
  it("carry what is dirty and a heartbeat after it, and end when they are told", async () => {
    const { stores, dirty, feed, registry, until, stop } = await begin();
    for (let id = 0; id < 20; id++) {
      stores.v1.put(`offer:${id}`, { fields: OFFER, expiresAt: null });
      dirty.add(`offer:${id}`);
    }
    await stores.v1.pulse(Date.now());
    stores.v1.tell("sync:pulse", "set");
    await until(() => feed.lagSeconds("v1") !== null);
    assert.deepEqual([stores.v2.content.documents.size, dirty.size], [20, 0]);
    await stop();
    const text = await registry.metrics();
    assert.match(text, /^sync_applied_total\{to="v2",do="create"\} 20$/m);
    assert.match(text, /^sync_delay_seconds_count\{from="v1"\} 1$/m);
  });

  it("carry nothing while the mode is off", async () => {
    const { stores, dirty, stop } = await begin("off");
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    dirty.add("offer:1");
    await pause(100);
    await stop();
    assert.deepEqual([stores.v2.content.documents.size, dirty.size], [0, 1]);
  });

  it("bury what cannot be carried with its reasons, and forget that when it is put right", async () => {
    const { stores, dirty, until, stop } = await begin();
    stores.v1.put("offer:1", { fields: { ...OFFER, titre: "5" }, expiresAt: null });
    dirty.add("offer:1");
    await until(() => stores.v1.letters.has("offer:1"));
    assert.deepEqual(stores.v1.letters.get("offer:1")?.problems, [
      { field: "titre", value: "5", rule: "must be text of 1 to 200 characters" },
    ]);
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    dirty.add("offer:1");
    await until(() => stores.v1.letters.size === 0);
    await stop();
    assert.ok(stores.v2.get("job:1"));
  });

  it("look no longer at a document that changes under their hands each time, and leave it to the next pass", async () => {
    const { stores, dirty, until, stop } = await begin();
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    let writes = 0;
    const { write } = stores.v2;
    stores.v2.write = async (keys, guard, seen) => {
      writes += keys.length;
      return { ...(await write.call(stores.v2, [], guard, seen)), done: keys.map(() => false) };
    };
    dirty.add("offer:1");
    await until(() => writes > 20);
    await pause(50);
    await stop();
    assert.deepEqual([writes, dirty.size], [21, 0]);
  });

  it("keep what they had taken when a store refuses, and say why it did", async () => {
    const { stores, dirty, working, stop } = await begin();
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    await stores.v2.freeze("a look first");
    dirty.add("offer:1", ["v2"]);
    await assert.rejects(working, { message: "store-v2 refused: frozen" });
    await assert.rejects(stop());
    assert.deepEqual(dirty.take(0, 9).concat(dirty.take(1, 9)), [
      { key: "offer:1", deleted: new Set(["v2"]) },
    ]);
  });
});
