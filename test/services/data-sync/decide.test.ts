import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Side } from "../../../infra/services/data-sync/transform/types.ts";
import { after, ask, isWrite, NOW, record, V1, V2, view } from "./support/asked.ts";

describe("a document that only one side has", () => {
  it("is made on the other side, with its end of life and a record beside it", () => {
    const write = isWrite(ask(view(V1, { expiresAt: NOW + 5 }), view(null)));
    assert.equal(write.do, "create");
    assert.equal(write.side, "v2");
    assert.deepEqual(write.set, V2);
    assert.equal(write.expiresAt, NOW + 5);
    assert.deepEqual(write.record?.prints.titre, ['="Chef"', '="chef"']);
    assert.deepEqual(write.record?.memory.v1, { titre: '"Chef"' });
  });

  it("is refused with every problem when the other side cannot hold it", () => {
    assert.deepEqual(ask(view({ titre: '"BAD"' }), view(null)), {
      do: "reject",
      side: "v1",
      problems: [{ field: "titre", value: '"BAD"', rule: "must not be bad" }],
    });
  });

  it("is left alone when its life is over anyway", () => {
    assert.equal(ask(view(V1, { expiresAt: NOW }), view(null)).do, "nothing");
  });
});

describe("a document that was read before the record that tells of it", () => {
  it("is read again, for its absence proves nothing", () => {
    assert.deepEqual(ask(view(null, { beat: 9 }), view(V2, { record: record() })), { do: "again" });
  });
});

describe("a change on one side", () => {
  it("is carried field by field, and expects of the other side only what it overwrites", () => {
    const write = isWrite(after({ ...V1, annees: "5" }, V2));
    assert.deepEqual([write.do, write.side], ["change", "v2"]);
    assert.deepEqual(write.set, { years: "5" });
    assert.deepEqual(write.expect, { years: "4" });
    assert.deepEqual(write.conflicts, []);
  });

  it("gives back the spelling that V2 cannot keep, as long as V2 does not change the value", () => {
    const write = isWrite(after(V1, { ...V2, years: "5" }));
    assert.deepEqual([write.side, write.set], ["v1", { annees: "5" }]);
    assert.equal(after(V1, V2).do, "nothing");
  });

  it("removes a field that was removed", () => {
    const write = isWrite(after({ titre: V1.titre }, V2));
    assert.deepEqual([write.set, write.remove], [{}, ["years"]]);
  });

  it("is carried from both sides when it is not the same field, one write after the other", () => {
    const first = isWrite(after({ ...V1, titre: '"Boss"' }, { ...V2, years: "5" }));
    assert.deepEqual([first.side, first.set], ["v2", { title: '"boss"' }]);
    const then = ask(
      view({ ...V1, titre: '"Boss"' }),
      view({ ...V2, title: '"boss"', years: "5" }, { record: first.record }),
    );
    assert.deepEqual([isWrite(then).side, isWrite(then).set], ["v1", { annees: "5" }]);
  });

  it("of a field without a partner is only remembered, beside the other document", () => {
    const write = isWrite(after({ ...V1, seul: '"x"' }, V2));
    assert.deepEqual([write.do, write.side, write.set], ["note", "v2", {}]);
    assert.equal(write.record?.memory.v1.seul, '"x"');
  });

  it("of a life without an end to one with an end is carried, from either side", () => {
    const ended = { expiresAt: NOW + 9 };
    for (const [v1, v2] of [
      [ended, {}],
      [{}, ended],
    ] as const)
      assert.equal(isWrite(ask(view(V1, v1), view(V2, { ...v2, record: record() }))).expiresAt, NOW + 9);
  });

  it("of the end of life alone is a change, and the later one wins", () => {
    const old = { ...record(), expiresAt: NOW + 5 };
    const decision = ask(view(V1, { expiresAt: NOW + 9 }), view(V2, { expiresAt: NOW + 5, record: old }));
    assert.deepEqual(
      [isWrite(decision).do, isWrite(decision).side, isWrite(decision).expiresAt],
      ["change", "v2", NOW + 9],
    );
  });
});

describe("the same field changed on both sides", () => {
  const both = (authority: Side) =>
    isWrite(after({ ...V1, annees: "5" }, { ...V2, years: "6" }, "offer", authority));

  it("is decided by the authority, and the losing value is kept", () => {
    assert.deepEqual([both("v1").side, both("v1").set], ["v2", { years: "5" }]);
    assert.deepEqual([both("v2").side, both("v2").set], ["v1", { annees: "6" }]);
    assert.deepEqual(both("v1").conflicts, [
      { field: "years", side: "v2", lost: "6", kept: "5", why: "changed on both sides" },
    ]);
  });

  it("is no conflict when both say the same, whatever the record says", () => {
    const write = isWrite(after({ ...V1, annees: "5" }, { ...V2, years: "5" }));
    assert.deepEqual([write.do, write.conflicts], ["note", []]);
  });

  it("is decided by the authority at the first sync too, but a missing field never wins", () => {
    const write = isWrite(ask(view({ titre: '"A"' }), view({ title: '"b"', years: "4" }), "v1"));
    assert.deepEqual([write.side, write.set], ["v2", { title: '"a"' }]);
    const next = isWrite(
      ask(view({ titre: '"A"' }), view({ title: '"a"', years: "4" }, { record: write.record })),
    );
    assert.deepEqual([next.side, next.set, next.remove], ["v1", { annees: "4" }, []]);
  });
});

describe("a document that is missing", () => {
  it("was deleted when the other store proves that it had it", () => {
    const write = isWrite(after(null, V2));
    assert.deepEqual([write.do, write.side, write.expect, write.record?.gone], ["delete", "v2", V2, true]);
  });

  it("was lost when its store lost the moments in which both agreed, and is put back", () => {
    const loss = { gap: { from: 5, to: 12 }, horizon: 0 };
    const decision = ask(view(null, { loss }), view(V2, { record: record() }));
    assert.deepEqual(
      [isWrite(decision).do, isWrite(decision).side, isWrite(decision).set],
      ["create", "v1", V1],
    );
  });

  it("was deleted all the same when the store told so", () => {
    const loss = { gap: { from: 5, to: 12 }, horizon: 0 };
    const decision = ask(view(null, { loss, deleted: true }), view(V2, { record: record() }));
    assert.equal(isWrite(decision).do, "delete");
  });

  it("is put back when nothing after an older loss proves anything", () => {
    const decision = ask(view(null, { loss: { gap: null, horizon: 10 } }), view(V2, { record: record() }));
    assert.equal(isWrite(decision).do, "create");
  });

  it("only expired when its agreed life is over: it is put back if the other side lives longer", () => {
    const old = { ...record(), expiresAt: NOW - 1 };
    const longer = ask(view(null), view(V2, { expiresAt: NOW + 9, record: old }));
    assert.deepEqual([isWrite(longer).do, isWrite(longer).expiresAt], ["create", NOW + 9]);
    assert.equal(ask(view(null), view(V2, { expiresAt: NOW - 1, record: old })).do, "nothing");
  });

  it("comes back when the other side changed it meanwhile, and the conflict is kept", () => {
    const write = isWrite(after(null, { ...V2, years: "9" }));
    assert.deepEqual([write.do, write.side], ["create", "v1"]);
    assert.equal(write.conflicts[0]?.why, "deleted here, changed there meanwhile");
  });

  it("stays deleted if it is a session, whatever changed meanwhile, and the conflict is kept", () => {
    const write = isWrite(after(null, { ...V2, years: "9" }, "session"));
    assert.deepEqual([write.do, write.side], ["delete", "v2"]);
    assert.equal(write.conflicts[0]?.lost, JSON.stringify({ ...V2, years: "9" }));
  });
});
