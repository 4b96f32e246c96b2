import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DeadLetters } from "../../../infra/services/data-sync/dead-letters.ts";
import { strayName } from "../../../infra/services/data-sync/stray-keys.ts";
import { memorySides } from "./support/memory-side.ts";

const PROBLEM = { field: "titre", value: "5", rule: "must be text" };
const NOTHING = { rejected: [], applied: [], settled: [] };
const rejected = (print: string, side: "v1" | "v2" = "v1") => ({
  ...NOTHING,
  rejected: [{ key: "offer:1", side, problems: [PROBLEM], print }],
});
const SETTLED = { ...NOTHING, settled: ["offer:1"] };

async function begin() {
  const stores = memorySides();
  const letters = await DeadLetters.of(stores);
  const drop = async () => {
    const letter = await stores.v1.letter("offer:1");
    assert.ok(letter !== null);
    await stores.v1.bury("offer:1", { ...letter, isDropped: true });
  };
  return { stores, letters, drop };
}

describe("dead letters of documents", () => {
  it("are kept beside the document until it can be carried", async () => {
    const { stores, letters } = await begin();
    await letters.settle(rejected("a"));
    assert.deepEqual(stores.v1.letters.get("offer:1")?.problems, [PROBLEM]);
    assert.equal(letters.count, 1);
    await letters.settle(SETTLED);
    assert.deepEqual([stores.v1.letters.size, letters.count], [0, 0]);
  });

  it("keep the time when it began, as long as the document is the same", async () => {
    const { stores, letters } = await begin();
    await letters.settle(rejected("a"));
    const [name, letter] = [...stores.v1.letters][0] ?? [];
    assert.ok(name !== undefined && letter !== undefined);
    await stores.v1.bury(name, { ...letter, at: 5 });
    await letters.settle(rejected("a"));
    assert.equal(stores.v1.letters.get("offer:1")?.at, 5);
    await letters.settle(rejected("b"));
    assert.notEqual(stores.v1.letters.get("offer:1")?.at, 5);
  });

  it("that were dropped stay so, over every pass and a restart, until the document changes", async () => {
    const { stores, letters, drop } = await begin();
    await letters.settle(rejected("a"));
    await drop();
    await letters.settle(rejected("a"));
    assert.equal(letters.count, 0);
    const restarted = await DeadLetters.of(stores);
    assert.equal(restarted.count, 0);
    await restarted.settle(rejected("a"));
    assert.deepEqual([restarted.count, stores.v1.letters.get("offer:1")?.isDropped], [0, true]);
    await restarted.settle(rejected("b"));
    assert.deepEqual([restarted.count, stores.v1.letters.get("offer:1")?.isDropped], [1, false]);
  });

  it("are forgotten when the document can be carried, dropped or not", async () => {
    const { stores, letters, drop } = await begin();
    await letters.settle(rejected("a"));
    await drop();
    await letters.settle(rejected("a"));
    await letters.settle(SETTLED);
    assert.equal(stores.v1.letters.size, 0);
    await letters.settle(rejected("a"));
    assert.equal(letters.count, 1);
  });

  it("are one for a document: when the other side's is wrong, the first is put right", async () => {
    const { stores, letters } = await begin();
    await letters.settle(rejected("a"));
    await letters.settle(rejected("b", "v2"));
    assert.deepEqual([[...stores.v1.letters.keys()], [...stores.v2.letters.keys()]], [[], ["job:1"]]);
    assert.equal(letters.count, 1);
  });

  it("are not those of keys that no document can have", async () => {
    const { stores } = await begin();
    await stores.v1.bury(strayName("offer:"), { problems: [PROBLEM], print: "", at: 1, isDropped: false });
    assert.equal((await DeadLetters.of(stores)).count, 0);
  });
});
