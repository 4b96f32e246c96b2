import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../support/until.ts";
import { type RealStores, startRealStores } from "./support/real-stores.ts";

const OFFER = { titre: '"Chef"', competences: '["Java"]' };
const FITTING = "the document must be a hash of at most 200 fields and 1,048,576 characters";

/** Documents that cannot be carried, and what is said of each. */
const REFUSED: readonly [claim: string, fields: Record<string, string | Buffer>, said: string][] = [
  ["a field called __proto__", {}, "__proto__ must not be the name of a field, got 1"],
  ["a wrong type", { titre: "5" }, "titre must be text of 1 to 200 characters, got 5"],
  ["NaN", { experience_requise: "NaN" }, "experience_requise must be JSON, got NaN"],
  ["a value of 10 MB", { description: `"${"x".repeat(10 * 2 ** 20)}"` }, `${FITTING}, got 10485803 bytes`],
  [
    "100,000 members",
    Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, "1"])),
    `${FITTING}, got 100002 fields`,
  ],
  [
    "lists 100,000 deep in each other",
    { seul: "[".repeat(100_000) + "]".repeat(100_000) },
    "seul must not be nested more than 32 deep, got a list of 1",
  ],
  [
    "bytes that are not UTF-8",
    { titre: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
    "titre must be UTF-8 without U+FFFD, which stands for bytes that are none, got U+FFFD",
  ],
];

describe("hostile documents between two real stores", () => {
  let world: RealStores;
  before(async () => {
    world = await startRealStores();
    await world.startSync();
  });
  after(() => world.close());

  const letter = async (key: string) => (await world.ask("dead-letters", "show", key)).said.trim();

  it("are dead letters with their reason, do not reach the other side, and hold up nobody else", async () => {
    const { v1, v2 } = world.apps;
    for (const [index, [claim, fields]] of REFUSED.entries()) {
      // At once: data-sync carries what is good as soon as it is there.
      const own = Object.entries({ ...OFFER, ...fields });
      await v1.hSet(`offer:bad-${index}`, claim.includes("__proto__") ? [...own, ["__proto__", "1"]] : own);
    }
    await v1.set("offer:string", "text");
    await v1.hSet("offer:good", OFFER);
    await until("the good one is carried", async () => (await v2.exists("job:good")) === 1);
    await until("each is a dead letter", async () => {
      const { said } = await world.ask("dead-letters");
      return [...REFUSED.keys()].every((index) => said.includes(`offer:bad-${index}:`));
    });
    for (const [index, [claim, , said]] of REFUSED.entries()) {
      assert.equal(await letter(`offer:bad-${index}`), `v1 offer:bad-${index}: ${said}`, claim);
      assert.equal(await v2.exists(`job:bad-${index}`), 0, claim);
    }
    await until("the key of another type is one", async () =>
      (await letter("offer:string")).includes(FITTING),
    );
    assert.equal(await letter("offer:string"), `v1 offer:string: ${FITTING}, got a string`);
    assert.equal(await v1.get("offer:string"), "text");
  });

  it("whose letter was dropped are told of no more until they change", async () => {
    const { v1 } = world.apps;
    const listed = async () => (await world.ask("dead-letters")).said.includes("offer:bad-1: ");
    assert.ok(await listed());
    const { said } = await world.ask("dead-letters", "drop", "offer:bad-1");
    assert.equal(said, "v1 offer:bad-1: dropped until the document changes");
    // Several passes look at it again.
    await pause(5_000);
    assert.equal(await listed(), false);
    await v1.hSet("offer:bad-1", "titre", "6");
    await until("it is one again", listed);
  });

  it("whose ids no key can be made of are a dead letter each, for as long as they are there", async () => {
    const { v1, v2 } = world.apps;
    const torn = (byte: number) => Buffer.from([...Buffer.from("offer:"), byte]);
    const keys = [`offer:${"x".repeat(257)}`, torn(0xff), torn(0xfe)];
    for (const key of keys) await v1.hSet(key, OFFER);
    const names = async () =>
      [...(await world.ask("dead-letters")).said.matchAll(/^v1 (\S*\ufffd\S*): the key /gm)].flatMap(
        ([, name]) => name ?? [],
      );
    await until("each has a letter", async () => (await names()).length === keys.length);
    const [name = ""] = await names();
    assert.match(
      await letter(name),
      /the key must have an id of 1 to 256 characters, all of them UTF-8, got offer:/,
    );
    assert.match(
      (await world.ask("verify", "--full")).said,
      /^v1 offer:\S*\ufffd\S*: not to be carried: the key /m,
    );
    assert.equal((await world.ask("dead-letters", "drop", name)).code, 0);
    assert.equal((await names()).length, 2);
    assert.equal(await v2.exists(`job:${"x".repeat(257)}`), 0);
    for (const key of keys) await v1.del(key);
    await until("none has one", async () => (await names()).length === 0);
  });

  it("of years 0 and 9999 are carried as they are", async () => {
    const { v1, v2 } = world.apps;
    await v1.hSet("offer:years", { ...OFFER, date_publication: '"0000-01-01"', date_limite: '"9999-12-31"' });
    await until("it is carried", async () => (await v2.hGet("job:years", "deadline")) !== null);
    assert.equal(await v2.hGet("job:years", "published_date"), '"0000-01-01"');
    assert.equal(await v2.hGet("job:years", "deadline"), '"9999-12-31"');
  });

  it("are not written over, on whichever side, while the other side changes the same document", async () => {
    const { v1, v2 } = world.apps;
    await v1.hSet("offer:torn", OFFER);
    await until("it is carried", async () => (await v2.exists("job:torn")) === 1);
    await v2.hSet("job:torn", "title", Buffer.from([0x22, 0xff, 0x22]));
    await v1.hSet("offer:torn", "titre", '"Chefin"');
    await until("it is a dead letter", async () =>
      (await letter("job:torn")).includes("title must be UTF-8"),
    );
    assert.equal(await v1.hGet("offer:torn", "titre"), '"Chefin"');
    assert.equal(await v2.hStrLen("job:torn", "title"), 3);
    await v2.hSet("job:torn", "title", '"Chef"');
    await until("it is carried again", async () => (await v2.hGet("job:torn", "title")) === '"Chefin"');
  });

  it("in great number do not kill data-sync, which has 128 MB", async () => {
    const { v1, v2 } = world.apps;
    const large = { ...OFFER, description: `"${"x".repeat(4_900)}"`, seul: `"${"y".repeat(900_000)}"` };
    for (let id = 0; id < 150; id++) await v1.hSet(`offer:large-${id}`, large);
    await until("all are carried", async () => {
      const there = await Promise.all(Array.from({ length: 150 }, (_, id) => v2.exists(`job:large-${id}`)));
      return there.every((one) => one === 1);
    });
    assert.match((await world.ask("verify", "--sample", "50")).said, /^50 documents compared: /m);
  });
});
