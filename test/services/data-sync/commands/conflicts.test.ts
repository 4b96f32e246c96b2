import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memorySides } from "../support/memory-side.ts";
import { inThisProcess, read } from "../support/operator.ts";

const AT = Date.parse("2026-11-26T03:04:05.678Z");
const CHANGED = {
  key: "job:1",
  field: "title",
  lost: '"Cook"',
  kept: '"Chef"',
  why: "changed on both sides",
  at: AT,
};
const DELETED = {
  key: "offer:2",
  field: null,
  lost: '{"titre":"\\"A\\""}',
  kept: null,
  why: "its store lost its last moments",
  at: AT,
};

/** What is said of both stores' conflict logs. */
async function begin() {
  const stores = memorySides();
  stores.v2.lost.push(CHANGED);
  stores.v1.lost.push(DELETED);
  let given: readonly object[] = [];
  const ask = async (what = "list", key?: string, json = false) => {
    const words = ["conflicts", what, ...(key === undefined ? [] : [key]), ...(json ? ["--json"] : [])];
    const { answers, ...reading } = await read(
      words,
      inThisProcess({
        stores,
        direction: { mode: "bidirectional", authority: "v1" },
        metricsUrl: "",
      }),
    );
    given = answers;
    return reading;
  };
  return { stores, ask, answers: () => given };
}

describe("conflicts", () => {
  it("are listed in short, each with its store, document, field and both values", async () => {
    const { ask } = await begin();
    assert.deepEqual(await ask(), {
      code: 0,
      said: [
        '2026-11-26T03:04:05.678Z v1 offer:2 the document: {"titre":"\\"A\\""} lost against nothing',
        '2026-11-26T03:04:05.678Z v2 job:1 title: "Cook" lost against "Chef"',
      ].join("\n"),
      noted: "",
    });
  });

  it("of one document are told at length, by the key that either store has for it", async () => {
    const { ask } = await begin();
    const said = [
      "2026-11-26T03:04:05.678Z v2 job:1 title: changed on both sides",
      '  lost: "Cook"',
      '  kept: "Chef"',
    ].join("\n");
    for (const key of ["job:1", "offer:1"])
      assert.deepEqual(await ask("show", key), { code: 0, said, noted: "" });
  });

  it("say so when a deletion lost", async () => {
    const { stores, ask } = await begin();
    const why = "deleted here, changed there meanwhile";
    stores.v1.lost.push({ ...DELETED, lost: null, kept: '{"titre":"A"}', why });
    assert.match((await ask()).said, /offer:2 the document: its deletion lost against \{"titre":"A"\}$/m);
  });

  it("are told whole as JSON", async () => {
    const { ask, answers } = await begin();
    await ask("show", "job:1", true);
    assert.deepEqual(answers(), [{ side: "v2", ...CHANGED }, { older: [] }]);
    await ask("list", undefined, true);
    assert.deepEqual(answers(), [{ side: "v1", ...DELETED }, { side: "v2", ...CHANGED }, { older: [] }]);
  });

  it("trouble no terminal, however large and whatever is in them", async () => {
    const { stores, ask, answers } = await begin();
    const lost = `"\u001b[2J\u202e${"x".repeat(1_000_000)}"`;
    const hostile = { ...CHANGED, key: "job:\u009b2J", field: "\u0007", lost };
    stores.v2.lost.push(hostile);
    const told = [await ask(), await ask("show", "job:\\u009b2J"), await ask("show", "offer:\u009b2J")];
    for (const { code, said } of told) {
      assert.equal(code, 0);
      assert.doesNotMatch(said.replaceAll("\n", ""), /\p{C}/u);
      assert.match(said, /job:\\u009b2J \\u0007: /);
      assert.match(said, /"\\u001b\[2J\\u202exxx+… \(1000007 characters\)/);
      assert.ok(said.length < 5_000);
    }
    assert.ok(JSON.stringify(answers()).length < 5_000, "no more than is shown comes from the store");
    await ask("show", "job:\\u009b2J", true);
    assert.deepEqual(answers()[0], { side: "v2", ...hostile });
  });

  it("are no more than 100 of each store, and it is said that there are older ones", async () => {
    const { stores, ask } = await begin();
    for (let more = 0; more < 100; more++) stores.v2.lost.push(CHANGED);
    const lines = (await ask()).said.split("\n");
    assert.equal(lines.length, 102);
    assert.equal(
      lines.at(-1),
      "store-v2 keeps older ones, too; of one document: npm run sync -- conflicts show <key>",
    );
  });

  it("may be none at all, and another word, no key and a key of which nothing lost are wrong use", async () => {
    const { stores, ask, answers } = await begin();
    const use = "conflicts must be followed by list, or by show and a key, got";
    assert.deepEqual(await ask("burn"), { code: 1, said: `${use} burn (SSM-NO-CONFLICT)`, noted: "" });
    assert.deepEqual(await ask("show"), { code: 1, said: `${use} show (SSM-NO-CONFLICT)`, noted: "" });
    assert.deepEqual(await ask("show", "offer:\u001b"), {
      code: 1,
      said: "nothing of offer:\\u001b has lost; npm run sync -- conflicts tells what has (SSM-NO-CONFLICT)",
      noted: "",
    });
    for (const side of [stores.v1, stores.v2]) side.lost.length = 0;
    assert.deepEqual(
      [await ask(), answers()],
      [{ code: 0, said: "no value has lost", noted: "" }, [{ older: [] }]],
    );
  });
});
