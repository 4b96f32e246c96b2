import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { attach } from "../../../infra/services/data-sync/attach.ts";
import { type RoundOptions, round, type Session, Stopped } from "../../../infra/services/data-sync/round.ts";
import { MemoryStore } from "./support/memory-store.ts";

const OFFER = { titre: '"Chef"', competences: '["Java"]' };
const JOB = { title: '"Chef"', required_skills: '["Java"]' };

/** Two stores that data-sync has just taken over. */
async function begin(change: Partial<RoundOptions> = {}) {
  const stores = { v1: new MemoryStore(() => 1_000), v2: new MemoryStore(() => 1_000) };
  let count = 0;
  const attached = await attach(stores, () => `id-${++count}`);
  assert.ok(attached.ok);
  const beat = { beat: 0, beatAt: 0 };
  const session: Session = {
    guards: { ...attached.guards },
    beats: { v1: beat, v2: beat },
    losses: attached.losses,
  };
  const options: RoundOptions = {
    stores,
    authority: "v1",
    targets: ["v1", "v2"],
    allowsDeletes: () => true,
    ...change,
  };
  const look = (...keys: string[]) =>
    round(
      keys.map((key) => ({ key, deleted: new Set<never>() })),
      session,
      options,
    );
  return { stores, session, options, look };
}

describe("a round", () => {
  it("makes each document with its record, and finds nothing more to do", async () => {
    const { stores, look } = await begin();
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    stores.v2.put("job:2", { fields: JOB, expiresAt: 5_000 });
    const first = await look("offer:1", "offer:2");
    assert.deepEqual(
      first.applied.map(({ key, write }) => [key, write.do, write.side]),
      [
        ["offer:1", "create", "v2"],
        ["offer:2", "create", "v1"],
      ],
    );
    assert.deepEqual(first.again, []);
    assert.deepEqual({ ...stores.v2.get("job:1")?.fields }, JOB);
    assert.equal(stores.v1.get("offer:2")?.expiresAt, 5_000);
    assert.deepEqual((await look("offer:1", "offer:2")).settled, ["offer:1", "offer:2"]);
  });

  it("looks again at what it changed, for the other side may need a write too", async () => {
    const { stores, look } = await begin();
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    await look("offer:1");
    stores.v1.put("offer:1", { fields: { ...OFFER, titre: '"Chefin"' }, expiresAt: null });
    const { again } = await look("offer:1");
    assert.deepEqual(again, [{ key: "offer:1", deleted: new Set(), stale: false }]);
  });

  it("keeps what it was told of a delete until it could carry it", async () => {
    const { stores, session, options } = await begin();
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    const told = [{ key: "offer:1", deleted: new Set<"v1">(["v1"]) }];
    await round([{ key: "offer:1", deleted: new Set() }], session, options);
    stores.v1.put("offer:1", null);
    const { write } = stores.v2;
    stores.v2.write = async (writes, guard, seen) => ({
      ...(await write.call(stores.v2, [], guard, seen)),
      done: writes.map(() => false),
    });
    const { again, applied } = await round(told, session, options);
    assert.deepEqual(applied, []);
    assert.deepEqual(again, [{ ...told[0], stale: true }]);
  });

  it("tells every problem of a document that cannot be carried, and carries the others", async () => {
    const { stores, look } = await begin();
    stores.v1.put("offer:1", { fields: { titre: "5" }, expiresAt: null });
    stores.v1.put("offer:2", { fields: OFFER, expiresAt: null });
    const { rejected, applied } = await look("offer:1", "offer:2");
    assert.deepEqual(
      rejected.map(({ key, side, problems }) => [key, side, problems.length]),
      [["offer:1", "v1", 2]],
    );
    assert.deepEqual(
      applied.map(({ key }) => key),
      ["offer:2"],
    );
  });

  it("gives a document that cannot be carried one print for as long as it is the same", async () => {
    const { stores, look } = await begin();
    const prints: (string | undefined)[] = [];
    const contents = [
      { titre: "5", a: "1" },
      { a: "1", titre: "5" },
      { titre: "5", a: "2" },
    ];
    for (const fields of contents) {
      stores.v1.put("offer:1", { fields, expiresAt: null });
      prints.push((await look("offer:1")).rejected[0]?.print);
    }
    assert.deepEqual([prints[0] === prints[1], prints[1] === prints[2]], [true, false]);
  });

  it("writes no documents but those of the sides that it may", async () => {
    const { stores, look } = await begin({ targets: ["v2"] });
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    stores.v2.put("job:2", { fields: JOB, expiresAt: null });
    const { applied } = await look("offer:1", "offer:2");
    assert.deepEqual(
      applied.map(({ key }) => key),
      ["offer:1"],
    );
    assert.equal(stores.v1.get("offer:2"), null);
  });

  it("stops before it deletes more than is believable without a word from the store", async () => {
    const { stores, look } = await begin({ allowsDeletes: (count) => count === 0 });
    stores.v1.put("offer:1", { fields: OFFER, expiresAt: null });
    await look("offer:1");
    stores.v1.put("offer:1", null);
    await assert.rejects(look("offer:1"), {
      why: "deletes",
      message: "1 more documents are gone without a word from their store",
    });
    assert.notEqual(stores.v2.get("job:1"), null);
  });

  it("stops when another data-sync took over, when the store was emptied, and when somebody froze it", async () => {
    const { stores, look } = await begin();
    await look("offer:1");
    await stores.v1.freeze("by hand");
    stores.v2.put("job:1", { fields: JOB, expiresAt: null });
    await assert.rejects(look("offer:1"), { message: "store-v1 refused: frozen" });
    await stores.v1.own("another");
    await assert.rejects(look("offer:1"), { message: "store-v1 refused: owner" });
    stores.v2.flush();
    await stores.v1.own("id-1");
    await assert.rejects(look("offer:1"), { message: "store-v2 refused: epoch" });
  });

  it("stops when a store forgot what it had acknowledged", async () => {
    const { stores, look } = await begin();
    await look("offer:1");
    stores.v2.forget(1);
    const error = await look("offer:1").catch((reason: unknown) => reason);
    assert.ok(error instanceof Stopped);
    assert.equal(error.why, "behind");
  });
});
