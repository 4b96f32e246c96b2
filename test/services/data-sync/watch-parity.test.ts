import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Registry } from "prom-client";
import { syncMetrics } from "../../../infra/services/data-sync/sync-metrics.ts";
import { watchParity } from "../../../infra/services/data-sync/watch-parity.ts";
import { memorySides } from "./support/memory-side.ts";

async function told(change: (stores: ReturnType<typeof memorySides>) => void): Promise<string> {
  const stores = memorySides();
  change(stores);
  const registry = new Registry();
  const metrics = syncMetrics(
    registry,
    () => 0,
    () => 0,
    () => null,
  );
  const closing = new AbortController();
  const watching = watchParity(stores, metrics, closing.signal);
  await pause(100);
  closing.abort();
  await watching;
  return registry.metrics();
}

describe("the sampled parity", () => {
  it("is 1 while both stores are empty, of no documents", async () => {
    const text = await told(() => undefined);
    assert.match(text, /^sync_parity_ratio 1$/m);
    assert.match(text, /^sync_parity_documents 0$/m);
  });

  it("is the share of equal documents", async () => {
    const text = await told(({ v1, v2 }) => {
      v1.put("offer:1", { fields: { titre: '"A"', competences: "[]" }, expiresAt: null });
      v2.put("job:1", { fields: { title: '"A"', required_skills: "[]" }, expiresAt: null });
    });
    assert.match(text, /^sync_parity_ratio 1$/m);
    assert.match(text, /^sync_parity_documents 1$/m);
  });

  it("is not there while a store is away, nor is a lag before the first heartbeat", async () => {
    const text = await told(({ v2 }) => {
      v2.random = () => Promise.reject(new Error("away"));
    });
    assert.doesNotMatch(text, /^sync_(parity|lag)_\w+[ {]/m);
  });
});
