import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Echoes } from "../../../infra/services/data-sync/echoes.ts";

/** A listener's view: what was passed on, and a clock that stands still until it is moved. */
function listening() {
  const passed: string[] = [];
  let now = 0;
  const echoes = new Echoes(
    (key, event) => passed.push(`${key} ${event}`),
    () => now,
  );
  return { echoes, passed, wait: (ms: number) => (now += ms) };
}

describe("Echoes", () => {
  it("passes on what an app changes", () => {
    const { echoes, passed } = listening();
    echoes.hear("job:1", "hset");
    assert.deepEqual(passed, ["job:1 hset"]);
  });

  it("drops as many changes as data-sync made, whether they are told before the answer or after", () => {
    const { echoes, passed } = listening();
    echoes.expect(["job:1", "job:2"]);
    echoes.hear("job:1", "hset");
    echoes.wrote("job:1", 1);
    echoes.wrote("job:2", 2);
    echoes.hear("job:2", "hset");
    echoes.hear("job:2", "expire");
    assert.deepEqual(passed, []);
    echoes.hear("job:2", "hset");
    assert.deepEqual(passed, ["job:2 hset"]);
  });

  it("passes on the app's change among its own, whichever came first", () => {
    const { echoes, passed } = listening();
    echoes.expect(["job:1", "job:2"]);
    echoes.hear("job:1", "hset");
    echoes.hear("job:1", "hset");
    echoes.wrote("job:1", 1);
    echoes.wrote("job:2", 1);
    echoes.hear("job:2", "hset");
    echoes.hear("job:2", "hset");
    assert.deepEqual(passed, ["job:1 hset", "job:2 hset"]);
  });

  it("passes on everything that was told during a write that was not made", () => {
    const { echoes, passed } = listening();
    echoes.expect(["job:1"]);
    echoes.hear("job:1", "hset");
    echoes.wrote("job:1", 0);
    assert.deepEqual(passed, ["job:1 hset"]);
  });

  it("never drops a delete", () => {
    const { echoes, passed } = listening();
    echoes.expect(["job:1"]);
    echoes.hear("job:1", "del");
    echoes.wrote("job:1", 1);
    echoes.hear("job:1", "del");
    assert.deepEqual(passed, ["job:1 del", "job:1 del"]);
  });

  it("takes what is told a second later for somebody else's, so that a lost notification hides no change", () => {
    const { echoes, passed, wait } = listening();
    echoes.expect(["job:1"]);
    echoes.wrote("job:1", 1);
    wait(1_001);
    echoes.hear("job:1", "hset");
    assert.deepEqual(passed, ["job:1 hset"]);
  });

  it("knows nothing any more of what it awaited before it listens again", () => {
    const { echoes, passed } = listening();
    echoes.expect(["job:1"]);
    echoes.wrote("job:1", 1);
    echoes.clear();
    echoes.hear("job:1", "hset");
    assert.deepEqual(passed, ["job:1 hset"]);
  });

  it("remembers at most some ten thousand keys, those of writes under way always", () => {
    const { echoes, passed } = listening();
    const keys = Array.from({ length: 10_001 }, (_, id) => `job:${id}`);
    echoes.expect(keys);
    for (const key of keys.slice(1)) echoes.wrote(key, 1);
    echoes.hear("job:0", "hset");
    echoes.expect(["job:a"]);
    echoes.hear("job:1", "hset");
    echoes.wrote("job:0", 1);
    assert.deepEqual(passed, ["job:1 hset"]);
  });
});
