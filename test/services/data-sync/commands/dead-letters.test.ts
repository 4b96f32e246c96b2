import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { strayName } from "../../../../infra/services/data-sync/stray-keys.ts";
import { memorySides } from "../support/memory-side.ts";
import { inThisProcess, read } from "../support/operator.ts";

const PROBLEM = { field: "titre", value: "5", rule: "must be text of 1 to 200 characters" };

/** What is said of both stores' dead letters. */
async function begin() {
  const stores = memorySides();
  let given: readonly object[] = [];
  const ask = async (...words: string[]) => {
    const direction = { mode: "bidirectional", authority: "v1" } as const;
    const { answers, ...reading } = await read(words, inThisProcess({ stores, direction, metricsUrl: "" }));
    given = answers;
    return reading;
  };
  return { stores, ask, answers: () => given };
}

describe("dead-letters", () => {
  const withLetter = async () => {
    const world = await begin();
    await world.stores.v1.bury("offer:1", { problems: [PROBLEM], print: "p", at: 5, isDropped: false });
    return world;
  };

  it("lists them, shows why, and has them looked at again", async () => {
    const { stores, ask, answers } = await withLetter();
    assert.equal(
      (await ask("dead-letters")).said,
      "v1 offer:1: titre must be text of 1 to 200 characters, got 5\none of them at length: npm run sync -- dead-letters show <key>",
    );
    assert.equal(
      (await ask("dead-letters", "show", "offer:1")).said,
      "v1 offer:1: titre must be text of 1 to 200 characters, got 5",
    );
    assert.equal((await ask("dead-letters", "retry")).said, "v1 offer:1: looked at again");
    assert.equal((await ask("dead-letters", "retry", "job:1")).said, "v1 offer:1: looked at again");
    assert.deepEqual(stores.v1.poked, ["offer:1", "offer:1"]);
    assert.deepEqual(answers(), [
      { side: "v1", key: "offer:1", problems: [PROBLEM], at: 5, isStray: false },
      { dropped: 0 },
    ]);
  });

  it("tells the first of several problems in short, and how many more there are", async () => {
    const { stores, ask } = await begin();
    const problems = [PROBLEM, PROBLEM, PROBLEM];
    await stores.v1.bury("offer:1", { problems, print: "p", at: 5, isDropped: false });
    assert.match(
      (await ask("dead-letters")).said,
      /^v1 offer:1: titre must be .*, got 5; and 2 more problems\n/,
    );
  });

  it("drops the letter, which data-sync hears of, and then tells only how many were; a dry run only says so", async () => {
    const { stores, ask } = await withLetter();
    assert.equal(
      (await ask("dead-letters", "drop", "--dry-run")).said,
      "v1 offer:1: would be dropped until the document changes",
    );
    assert.equal(stores.v1.letters.get("offer:1")?.isDropped, false);
    assert.equal(
      (await ask("dead-letters", "drop", "offer:1")).said,
      "v1 offer:1: dropped until the document changes",
    );
    assert.deepEqual(stores.v1.poked, ["offer:1"]);
    assert.deepEqual(await ask("dead-letters"), {
      code: 0,
      said: "there are no dead letters\n1 were dropped, and stay so until their documents change",
      noted: "",
    });
    assert.match((await ask("dead-letters", "drop")).said, /^there are no dead letters: nothing to do\n/);
    assert.equal((await ask("dead-letters", "retry", "offer:1")).code, 1);
  });

  it("tells of keys that no document can have what is done with them, by names that can be typed", async () => {
    const { stores, ask } = await begin();
    const name = strayName(`offer:${"x".repeat(300)}`);
    await stores.v1.bury(name, { problems: [PROBLEM], print: "", at: 5, isDropped: false });
    const told = async (action: string) => (await ask("dead-letters", action, name)).said;
    assert.equal(await told("retry"), `v1 ${name}: looked at again by every pass`);
    assert.equal(await told("drop"), `v1 ${name}: dropped for as long as the key is there`);
  });

  it("writes nothing that could trouble a terminal, and takes a key as it was written", async () => {
    const { stores, ask, answers } = await begin();
    await stores.v1.bury("offer:\u009b2J", { problems: [PROBLEM], print: "p", at: 5, isDropped: false });
    for (const key of [[], ["list", "offer:\\u009b2J"], ["show", "job:\\u009b2J"]])
      assert.match((await ask("dead-letters", ...key)).said, /^v1 offer:\\u009b2J: titre must be text/);
    assert.equal(Object.values(answers()[0] ?? {})[1], "offer:\u009b2J");
  });

  it("refuses a key without a letter and another word", async () => {
    const { ask } = await withLetter();
    assert.deepEqual(await ask("dead-letters", "drop", "offer:2"), {
      code: 1,
      said: "there is no dead letter offer:2; npm run sync -- dead-letters lists them (SSM-NO-LETTER)",
      noted: "",
    });
    const { code, said } = await ask("dead-letters", "burn");
    assert.deepEqual(
      [code, said],
      [1, "dead-letters must be followed by list, show, retry or drop, got burn (SSM-NO-LETTER)"],
    );
  });
});
