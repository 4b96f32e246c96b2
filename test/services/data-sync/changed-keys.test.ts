import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ChangedKeys } from "../../../infra/services/data-sync/changed-keys.ts";

describe("the documents that changed since the last complete pass", () => {
  const known = (changed: ChangedKeys) => (changed.isWhole ? changed.all().sort() : null);

  it("are not known before a pass was complete", () => {
    const changed = new ChangedKeys(10);
    changed.add("a");
    assert.equal(known(changed), null);
    changed.passBegins();
    assert.equal(known(changed), null);
    changed.passEnds();
    assert.deepEqual(known(changed), []);
  });

  it("are all since a complete pass began, each once, until another one ends", () => {
    const changed = new ChangedKeys(10);
    changed.passBegins();
    changed.add("a");
    changed.passEnds();
    changed.add("b");
    assert.deepEqual(known(changed), ["a", "b"]);
    changed.passBegins();
    changed.add("a");
    assert.deepEqual(known(changed), ["a", "b"]);
    changed.passEnds();
    assert.deepEqual(known(changed), ["a"]);
  });

  it("stay when a pass is given up, and none of them is forgotten by the next", () => {
    const changed = new ChangedKeys(10);
    changed.passBegins();
    changed.passEnds();
    changed.add("a");
    changed.passBegins();
    changed.passBegins();
    assert.deepEqual(known(changed), ["a"]);
  });

  it("are not known after changes may have been missed, until a pass that began later is complete", () => {
    const changed = new ChangedKeys(10);
    changed.passBegins();
    changed.lost();
    changed.passEnds();
    assert.equal(known(changed), null);
    changed.passBegins();
    changed.passEnds();
    assert.deepEqual(known(changed), []);
  });

  it("are bounded: one too many leaves only a look at everything", () => {
    const changed = new ChangedKeys(2);
    changed.passBegins();
    changed.passEnds();
    for (const key of ["a", "b", "c"]) changed.add(key);
    assert.equal(known(changed), null);
    assert.equal(changed.size, 2);
  });
});
