import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeLine, stepsOf } from "../../../infra/services/data-sync/change-log.ts";
import type { View } from "../../../infra/services/data-sync/situation.ts";
import { ask, isWrite, NOW, record, V1, V2, view } from "./support/asked.ts";
import { plainLens } from "./support/plain-lens.ts";

/** What the log tells of a decision about one document, as steps of V1's document. */
function told(v1: View, v2: View, authority: "v1" | "v2" = "v1") {
  const write = isWrite(ask(v1, v2, authority));
  const key = write.side === "v1" ? "offer:1" : "job:1";
  return stepsOf(write.side, changeLine(key, write, { lens: plainLens("offer"), at: { v1, v2 } }));
}
const nothing = { key: "offer:1", origin: "v1", do: "change", set: {}, remove: [], was: {} };

describe("the change log", () => {
  it("tells V1's new document whole, in V1's own texts, with its end of life", () => {
    assert.deepEqual(told(view(V1, { expiresAt: NOW + 5 }), view(null)), [
      { ...nothing, do: "whole", set: V1, ends: NOW + 5 },
    ]);
  });

  it("tells of V1's change the fields that changed, those without a partner and those that are gone too", () => {
    const changed = { titre: V1.titre, experience: "5", seul: "1" };
    assert.deepEqual(told(view(changed), view(V2, { record: record() })), [
      { ...nothing, set: { experience: "5", seul: "1" }, remove: ["annees"], ends: null },
    ]);
    const alone = told(view({ ...V1, seul: "1" }), view(V2, { record: record() }));
    assert.deepEqual(
      alone,
      [{ ...nothing, set: { seul: "1" }, ends: null }],
      "a note that changes no document",
    );
  });

  it("tells of V2's change what was written into V1's document", () => {
    assert.deepEqual(told(view(V1), view({ ...V2, years: "5" }, { record: record() })), [
      { ...nothing, origin: "v2", set: { annees: "5" }, was: { annees: "4" }, ends: null },
    ]);
  });

  it("tells of a value of V1 that lost, before what won", () => {
    const lost = told(view({ ...V1, annees: "6" }), view({ ...V2, years: "5" }, { record: record() }), "v2");
    assert.deepEqual(lost, [
      { ...nothing, set: { annees: "6" }, remove: ["experience"] },
      { ...nothing, origin: "v2", set: { annees: "5" }, was: { annees: "6" }, ends: null },
    ]);
  });

  it("tells of a delete on either side, and of one of V1 that lost", () => {
    const gone = { ...nothing, do: "delete" };
    assert.deepEqual(told(view(null, { deleted: true }), view(V2, { record: record() })), [gone]);
    const byBoth = told(view(null, { deleted: true }), view(null, { deleted: true, record: record() }));
    assert.deepEqual(byBoth, [gone]);
    const byV2 = told(view(V1), view(null, { deleted: true, record: record() }));
    assert.deepEqual(byV2, [{ ...gone, origin: "v2", was: V1 }]);
    const [first, then] = told(
      view(null, { deleted: true }),
      view({ ...V2, years: "5" }, { record: record() }),
    );
    assert.deepEqual([first, then?.origin, then?.do], [gone, "v2", "whole"]);
  });

  it("tells nothing of a line that is none, of one that an earlier version wrote, and of another key", () => {
    for (const line of ["", "{", "null", '{"origin":"v1","key":"job:1","do":"change","was":{},"set":{}}'])
      assert.deepEqual(stepsOf("v2", line), []);
    assert.deepEqual(stepsOf("v2", '{"key":"other:1","do":"change","was":{},"ends":null}'), []);
  });
});
