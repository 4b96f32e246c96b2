import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ask, isWrite, NOW, record, V1, V2, view } from "./support/asked.ts";

describe("a deleted document", () => {
  const gone = { ...record(), gone: true, seen: { v1: 0, v2: 2 } };

  it("may be made anew, and is a new one", () => {
    const write = isWrite(ask(view({ titre: '"New"' }), view(null, { record: gone })));
    assert.deepEqual([write.do, write.side, write.record?.gone], ["create", "v2", false]);
  });

  it("does not come alive again as a session", () => {
    const write = isWrite(ask(view(V1), view(null, { record: gone }), "v1", "session"));
    assert.deepEqual([write.do, write.side], ["delete", "v1"]);
    assert.equal(write.conflicts[0]?.why, "signed out before");
  });

  const lost = { gap: { from: 0, to: 50 }, horizon: 0 };
  const deleted = { ...record(), gone: true, seen: { v1: 3, v2: 2 } };

  it("is deleted again in a store that lost the delete", () => {
    const write = isWrite(ask(view(V1, { loss: lost }), view(null, { record: deleted })));
    assert.deepEqual([write.do, write.side, write.conflicts], ["delete", "v1", []]);
  });

  it("stays deleted where an older version of it came back, and that is kept as a conflict", () => {
    const older = view({ ...V1, annees: "3" }, { loss: lost });
    const write = isWrite(ask(older, view(null, { record: deleted })));
    assert.deepEqual([write.do, write.side], ["delete", "v1"]);
    assert.equal(write.conflicts[0]?.why, "its store lost its last moments, the other side deleted it");
  });

  it("is kept as a conflict where its store came up empty: what was deleted there may have been another one", () => {
    const empty = { gap: { from: 0, to: 50 }, horizon: 50 };
    const told = view(null, { deleted: true, loss: empty });
    for (const kind of ["session", "offer"] as const) {
      const write = isWrite(ask(view(V1, { record: record() }), told, "v1", kind));
      assert.deepEqual([write.do, write.side], ["delete", "v1"]);
      assert.equal(write.conflicts[0]?.why, "deleted there before the store had it back");
    }
  });

  it("stays deleted there also where the other side has made a new one, whoever wins conflicts", () => {
    const anew = view({ title: '"new"' }, { record: deleted });
    const write = isWrite(ask(view(V1, { loss: lost }), anew, "v1"));
    assert.deepEqual([write.do, write.side], ["delete", "v1"]);
  });

  it("overrules an older record beside the other document, so that it cannot delete a new one", () => {
    const write = isWrite(
      ask(view(null, { record: record() }), view(null, { record: { ...gone, seen: { v1: 5, v2: 2 } } })),
    );
    assert.deepEqual([write.do, write.side, write.record?.gone], ["note", "v1", true]);
  });

  it("leaves no record when both sides expired", () => {
    const old = { ...record(), expiresAt: NOW - 1 };
    const decision = ask(view(null), view(null, { record: old }));
    assert.deepEqual([isWrite(decision).do, isWrite(decision).side], ["forget", "v2"]);
  });
});

describe("a store that lost its last moments", () => {
  it("does not pass on what is old there, and what differs is kept as a conflict", () => {
    const loss = { gap: { from: 5, to: 12 }, horizon: 0 };
    const write = isWrite(ask(view({ ...V1, annees: "3" }, { loss }), view(V2, { record: record() })));
    assert.deepEqual([write.side, write.set], ["v1", { annees: "4" }]);
    assert.equal(write.conflicts[0]?.why, "its store lost its last moments");
  });

  it("passes on what changed of documents that were agreed on before", () => {
    const loss = { gap: { from: 11, to: 12 }, horizon: 0 };
    const write = isWrite(ask(view({ ...V1, annees: "3" }, { loss }), view(V2, { record: record() })));
    assert.deepEqual([write.side, write.set], ["v2", { years: "3" }]);
  });
});
