import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbidEviction } from "../../../policies/stores/forbid-eviction.ts";
import { spoiledContainer } from "../containers/compliant.ts";
import { judge } from "../judge.ts";

const store = (options: string) =>
  judge(
    forbidEviction,
    spoiledContainer({
      name: "production-store-v2",
      labels: [{ label: "supersmartmatch.service", value: "store-v2" }],
      command: ["sh", "-c", `exec redis-server ${options}`],
    }),
  );
const finds = (found: string) => [
  `container production-store-v2: --maxmemory-policy must be noeviction, got ${found}; a full store that evicts loses customers' data`,
];

describe("forbid-eviction", () => {
  it("accepts a store that refuses writes when it is full, and whatever is no store", () => {
    assert.deepEqual(store("--maxmemory 1536mb --maxmemory-policy noeviction"), []);
    assert.deepEqual(
      judge(forbidEviction, spoiledContainer({ command: ["cache", "--maxmemory-policy", "allkeys-lru"] })),
      [],
    );
  });

  it("refuses a store that evicts, in whatever place it says so", () => {
    assert.deepEqual(store("--maxmemory-policy allkeys-lru"), finds("allkeys-lru"));
    assert.deepEqual(store("--maxmemory-policy=volatile-ttl"), finds("volatile-ttl"));
    assert.deepEqual(
      store("--maxmemory-policy noeviction --maxmemory-policy volatile-lru"),
      finds("noeviction, volatile-lru"),
    );
  });

  it("refuses a store that does not say what it does", () => {
    assert.deepEqual(store("--maxmemory 1536mb"), finds("none"));
  });
});
