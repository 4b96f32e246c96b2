import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { attach } from "../../../infra/services/data-sync/attach.ts";
import { strayName } from "../../../infra/services/data-sync/stray-keys.ts";
import { memorySides } from "./support/memory-side.ts";
import { inThisProcess, read } from "./support/operator.ts";

const METRICS = `sync_connected 1
sync_lag_seconds{from="v1"} 0.02
sync_lag_seconds{from="v2"} 0.03
sync_dirty_keys 0
sync_dead_letters 2
sync_pass_ratio 0.5
sync_parity_ratio 1
`;
let metrics = METRICS;
const server = createServer((_, response) => response.end(metrics));
before(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
after(() => server.close());

const PROBLEM = { field: "titre", value: "5", rule: "must be text of 1 to 200 characters" };

/** Both stores as data-sync took them over, and what its commands say. */
async function begin() {
  const stores = memorySides();
  let count = 0;
  let given: readonly object[] = [];
  await attach(stores, () => `id-${++count}`);
  const ask = async (...args: string[]) => {
    const { port } = server.address() as AddressInfo;
    const { answers, ...reading } = await read(
      args,
      inThisProcess({
        stores,
        direction: { mode: "bidirectional", authority: "v1" },
        metricsUrl: `http://127.0.0.1:${port}/metrics`,
      }),
    );
    given = answers;
    return reading;
  };
  return { stores, ask, answers: () => given };
}

describe("status", () => {
  it("says in words what is done, and what needs a person", async () => {
    const { ask } = await begin();
    const { code, said } = await ask("status");
    assert.equal(code, 0);
    assert.match(said, /changes are carried both ways; v1 wins/);
    assert.match(said, /2 documents cannot be carried: npm run sync -- dead-letters/);
  });

  it("names a store that takes no writes, with its own word", async () => {
    const { ask } = await begin();
    metrics = 'sync_connected 0\nsync_store_refuses{store="store-v2",code="OOM"} 1\n';
    assert.match((await ask("status")).said, /^nothing is carried: store-v2 takes no writes and says OOM\n/);
    metrics = METRICS;
  });

  it("has exit code 2 and the reason while it is frozen", async () => {
    const { ask } = await begin();
    await ask("freeze", "--reason", "a look first");
    const { code, said } = await ask("status");
    assert.equal(code, 2);
    assert.match(said, /^FROZEN, nothing is written: a look first/);
  });
});

describe("freeze and unfreeze", () => {
  it("stop both stores and let them go on; a dry run only says so", async () => {
    const { stores, ask } = await begin();
    assert.equal((await ask("freeze", "--reason", "x", "--dry-run")).code, 0);
    assert.equal(stores.v1.content.frozen, null);
    await ask("freeze", "--reason", "x");
    assert.deepEqual([stores.v1.content.frozen, stores.v2.content.frozen], ["x", "x"]);
    assert.match((await ask("unfreeze", "--dry-run")).said, /^frozen: x\nthen changes are carried again$/);
    assert.equal(stores.v1.content.frozen, "x");
    assert.equal((await ask("unfreeze")).said, "changes are carried again");
    const noReason = await ask("freeze");
    assert.match(noReason.said, /^--reason must say why, .* \(SSM-USAGE\)$/);
    assert.equal(noReason.code, 1);
    assert.deepEqual(await ask("freeze", "--reason", " "), noReason);
    assert.match((await ask("freeze", "--reason", "\u001b[31mred")).said, /\(reason: \\u001b\[31mred\)$/);
    await ask("unfreeze");
    assert.deepEqual([stores.v1.content.frozen, stores.v2.content.frozen], [null, null]);
  });

  it("let as many deletes through as the next pass finds, when that is said", async () => {
    const { stores, ask } = await begin();
    await ask("unfreeze", "--allow-deletes", "--dry-run");
    assert.equal(stores.v1.allowed, false);
    await ask("unfreeze", "--allow-deletes");
    assert.equal(stores.v1.allowed, true);
  });

  it("need to be told which store is right when one lost its history", async () => {
    const { stores, ask } = await begin();
    const epoch = stores.v1.content.own.epoch;
    stores.v1.flush();
    const refused = await ask("unfreeze");
    assert.equal(refused.code, 1);
    assert.match(
      refused.said,
      /say whose data are right with --from v1 or --from v2; nothing was changed \(SSM-SYNC-DIRECTION\)$/,
    );
    const dry = await ask("unfreeze", "--from", "v2", "--dry-run");
    assert.match(
      dry.said,
      /^frozen: store-v1 came up without its history.*\nthen store-v2 is right: what store-v1 lacks is put back/,
    );
    assert.equal(stores.v1.content.own.epoch, null);
    assert.equal((await ask("unfreeze", "--from", "v2")).code, 0);
    assert.ok(stores.v1.content.own.epoch !== null && stores.v1.content.own.epoch !== epoch);
  });
});

describe("dead-letters", () => {
  const withLetter = async () => {
    const world = await begin();
    await world.stores.v1.bury("offer:1", { problems: [PROBLEM], print: "p", at: 5, isDropped: false });
    return world;
  };

  it("lists them, shows why, and has them looked at again", async () => {
    const { stores, ask, answers } = await withLetter();
    assert.equal((await ask("dead-letters")).said, "v1 offer:1: 1 problems");
    assert.equal(
      (await ask("dead-letters", "show", "offer:1")).said,
      "v1 offer:1: titre must be text of 1 to 200 characters, got 5",
    );
    assert.equal((await ask("dead-letters", "retry")).said, "v1 offer:1: looked at again");
    assert.deepEqual(stores.v1.poked, ["offer:1"]);
    assert.deepEqual(answers(), [
      { side: "v1", key: "offer:1", problems: [PROBLEM], at: 5, isStray: false },
      { dropped: 0 },
    ]);
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
    assert.equal((await ask("dead-letters")).said, "v1 offer:\\u009b2J: 1 problems");
    assert.equal(
      (await ask("dead-letters", "list", "offer:\\u009b2J")).said,
      "v1 offer:\\u009b2J: 1 problems",
    );
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

describe("verify", () => {
  it("tells each difference with its fields, counts, and has exit code 2", async () => {
    const { stores, ask, answers } = await begin();
    assert.deepEqual(await ask("verify"), {
      code: 0,
      said: "0 documents compared: 0 equal, 0 not",
      noted: "",
    });
    stores.v1.put("offer:1", { fields: { titre: '"A"', competences: "[]" }, expiresAt: null });
    stores.v2.put("job:1", { fields: { title: '"B"', required_skills: "[]" }, expiresAt: null });
    const { code, said } = await ask("verify", "--sample");
    assert.equal(code, 2);
    assert.equal(said, "offer:1: different: titre; retry\n1 documents compared: 0 equal, 1 not");
    assert.deepEqual(answers(), [
      { key: "offer:1", is: "different", fields: ["titre"], repair: "retry" },
      { compared: 1, equal: 0, different: 1 },
    ]);
  });

  it("refuses what makes no sense", async () => {
    const { ask } = await begin();
    const refused: [string[], string][] = [
      [["--sample", "0"], "--sample must be a number of documents above 0, got 0 (SSM-USAGE)"],
      [["--sample", "x"], "--sample must be a number of documents above 0, got x (SSM-USAGE)"],
      [
        ["--sample", "5", "--full"],
        "--sample compares documents by chance: leave out --full and --from (SSM-USAGE)",
      ],
      [["--from", "here"], "--from must be what verify told, such as v1:1234, got here (SSM-USAGE)"],
    ];
    for (const [args, said] of refused)
      assert.deepEqual(await ask("verify", ...args), { code: 1, said, noted: "" });
  });
});

it("a command whose store is away says which, after 5 s", async () => {
  const { stores, ask } = await begin();
  stores.v2.up = false;
  assert.deepEqual(await ask("status"), {
    code: 4,
    said: "store-v2 cannot be reached; npm run status shows what runs (SSM-STORE-AWAY)",
    noted: "",
  });
});
