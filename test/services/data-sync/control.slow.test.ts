import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { attach } from "../../../infra/services/data-sync/attach.ts";
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

  it("tells numbers no more exactly than they mean something, and nothing as all that is not", async () => {
    const { ask } = await begin();
    metrics = METRICS.replace("0.02\n", "0.1673\n").replace(
      "sync_parity_ratio 1",
      "sync_parity_ratio 0.99949",
    );
    const { said } = await ask("status");
    assert.match(said, /lag: from v1 0\.17 s, /);
    assert.match(said, / 99\.9 % are equal/);
    metrics = METRICS;
  });

  it("names a store that takes no writes, with its own word", async () => {
    const { ask } = await begin();
    metrics = 'sync_connected 0\nsync_store_refuses{store="store-v2",code="OOM"} 1\n';
    assert.match((await ask("status")).said, /^nothing is carried: store-v2 takes no writes and says OOM\n/);
    metrics = METRICS;
  });

  it("has exit code 2, the reason and what else is known while it is frozen", async () => {
    metrics = METRICS.replace(
      "sync_connected 1",
      'sync_connected 0\nsync_store_up{store="store-v1"} 1\nsync_store_up{store="store-v2"} 1',
    );
    const { ask, answers } = await begin();
    await ask("freeze", "--reason", "a look first");
    const { code, said } = await ask("status");
    assert.equal(code, 2);
    assert.match(said, /^FROZEN, nothing is written: a look first/);
    assert.match(said, /\nlag: from v1 0\.02 s, from v2 0\.03 s; 0 documents wait\n/);
    assert.match(said, /\n2 documents cannot be carried: /);
    assert.doesNotMatch(said, /not connected/);
    assert.match(JSON.stringify(answers()), /"connected":true/);
    metrics = METRICS;
  });
});

describe("freeze and unfreeze", () => {
  it("tell whose reason a second freeze replaces, and that there is nothing to do where nothing is frozen", async () => {
    const { ask } = await begin();
    assert.equal((await ask("unfreeze")).said, "nothing is frozen: nothing to do");
    await ask("freeze", "--reason", "Ana looks at the offers");
    const { said } = await ask("freeze", "--reason", "Ben restores");
    assert.match(said, /\nin place of the reason until now: Ana looks at the offers$/);
    assert.doesNotMatch((await ask("freeze", "--reason", "Ben restores")).said, /in place of/);
  });

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
      { side: null, key: "offer:1", is: "different", fields: ["titre"], repair: "retry" },
      { compared: 1, equal: 0, different: 1 },
    ]);
  });

  it("refuses what makes no sense", async () => {
    const { ask } = await begin();
    const refused: [string[], string][] = [
      [["--sample", "0"], "--sample must be a number of documents above 0, got 0 (SSM-USAGE)"],
      [["--sample", "1e3"], "--sample must be a number of documents above 0, got 1e3 (SSM-USAGE)"],
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

describe("verify from a position", () => {
  it("is refused where no document comes from there on, with how many there are", async () => {
    const { stores, ask } = await begin();
    stores.v1.put("offer:1", { fields: { titre: '"A"', competences: "[]" }, expiresAt: null });
    for (const id of ["1", "2"])
      stores.v2.put(`job:${id}`, { fields: { title: '"B"', required_skills: "[]" }, expiresAt: null });
    for (const [position, found] of [
      ["v2:99999", "store-v2 has no document from v2:99999 on (documents in all: 2)"],
      ["v1:99999", "store-v1 has no document from v1:99999 on (documents in all: 1)"],
    ] as const)
      assert.deepEqual(await ask("verify", "--from", position), {
        code: 1,
        said: `${found}: --from must be what verify told, such as v1:1234; without it all documents are compared (SSM-USAGE)`,
        noted: "",
      });
  });

  it("goes on where documents come, and from the start of a store", async () => {
    const { stores, ask } = await begin();
    assert.equal((await ask("verify", "--from", "v2:0")).code, 0);
    for (const id of ["1", "2", "3"])
      stores.v2.put(`job:${id}`, { fields: { title: '"B"', required_skills: "[]" }, expiresAt: null });
    const { code, said } = await ask("verify", "--from", "v2:2");
    assert.equal(code, 2);
    assert.match(said, /\n1 documents compared: 0 equal, 1 not$/);
  });
});

describe("a mistake in the words", () => {
  it("is told without what commander says to itself, or a full stop within the sentence", async () => {
    const { ask } = await begin();
    const hint = "; npm run sync -- --help tells what each takes (SSM-USAGE)";
    for (const [words, mistake] of [
      [["dead-letters", "show", "--help"], "unknown option '--help'"],
      [["status", "-h"], "unknown option '-h'"],
      [["status", "extra"], "too many arguments for 'status'. Expected 0 arguments but got 1: extra"],
      [
        ["unfreeze", "--from", "v3"],
        "option '--from <side>' argument 'v3' is invalid. Allowed choices are v1, v2",
      ],
    ] as const)
      assert.deepEqual(await ask(...words), { code: 1, said: mistake + hint, noted: "" });
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
