import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { until } from "../support/until.ts";
import { type RealStores, startRealStores } from "./support/real-stores.ts";

const OFFER = { titre: '"Chef de projet"', competences: '["Java","SQL"]' };
const TITLE = '"Cheffe"';

/** A way in which a store answers and takes no writes, the word with which it says so, and how it comes about and ends. */
interface Refusal {
  readonly is: string;
  readonly word: string;
  /** Whether its app may not write either. */
  readonly ofApp: boolean;
  begin(world: RealStores): Promise<unknown>;
  end(world: RealStores): Promise<unknown>;
}

const REFUSALS: readonly Refusal[] = [
  {
    is: "is a replica of another store",
    word: "READONLY",
    ofApp: true,
    begin: ({ operate }) => operate("v2", "replicaof", "127.0.0.1", "1"),
    end: ({ operate }) => operate("v2", "replicaof", "no", "one"),
  },
  {
    is: "misses the replicas that it must have",
    word: "NOREPLICAS",
    ofApp: true,
    begin: ({ operate }) => operate("v2", "config", "set", "min-replicas-to-write", "1"),
    end: ({ operate }) => operate("v2", "config", "set", "min-replicas-to-write", "0"),
  },
  {
    is: "lets data-sync only read",
    word: "NOPERM",
    ofApp: false,
    begin: ({ operate }) => operate("v2", "acl", "setuser", "sync", "-@write"),
    end: ({ operate }) => operate("v2", "acl", "load"),
  },
  {
    is: "is full",
    word: "OOM",
    ofApp: true,
    async begin({ apps, operate }) {
      await apps.v2.set("algo:cache", "x".repeat(8 * 2 ** 20));
      await operate("v2", "config", "set", "maxmemory", "6mb");
    },
    end: ({ operate }) => operate("v2", "config", "set", "maxmemory", "1gb"),
  },
];

/** More documents than may wait in data-sync, so that some find no room; each worker has room for a step of a pass. */
const DOCUMENTS = 250;
const MAX_DIRTY = 200;

describe("data-sync, where a store takes no writes or more than it can look at", () => {
  let world: RealStores;
  before(async () => {
    world = await startRealStores({ maxDirty: MAX_DIRTY });
    await world.startSync();
  });
  after(() => world.close());

  const areEqual = () =>
    until("both sides are equal", async () => (await world.ask("verify", "--full")).code === 0);

  for (const { is, word, ofApp, begin, end } of REFUSALS)
    it(`tells of a store that ${is} with its word, ${word}, loses nothing and goes on when it is over`, async () => {
      const { v1, v2 } = world.apps;
      const [kept, gone, late] = ["kept", "gone", "late"].map((what) => `${what}-${word}`);
      for (const id of [kept, gone]) await v1.hSet(`offer:${id}`, OFFER);
      await until("both are carried", async () => (await v2.exists([`job:${kept}`, `job:${gone}`])) === 2);
      await begin(world);
      if (ofApp) await assert.rejects(v2.hSet(`job:${kept}`, "title", '"x"'), { message: new RegExp(word) });
      await v1.hSet(`offer:${kept}`, "titre", TITLE);
      await v1.hSet(`offer:${late}`, OFFER);
      await v1.del(`offer:${gone}`);
      const series = `sync_store_refuses{store="store-v2",code="${word}"} 1\n`;
      await until("the alert's series is told", async () => (await world.metrics()).includes(series));
      const said = `nothing is carried: store-v2 takes no writes and says ${word}\n`;
      await until("it is told in words", async () => (await world.ask("status")).said.startsWith(said));
      assert.equal(await v1.hGet(`offer:${kept}`, "titre"), TITLE);
      assert.equal(await v2.hGet(`job:${kept}`, "title"), OFFER.titre);
      assert.equal(await v2.exists(`job:${gone}`), 1);

      await end(world);
      await until("the change is carried", async () => (await v2.hGet(`job:${kept}`, "title")) === TITLE);
      await until("the new one is carried", async () => (await v2.exists(`job:${late}`)) === 1);
      await until("the delete is carried", async () => (await v2.exists(`job:${gone}`)) === 0);
      await until("it is told no more", async () => !(await world.metrics()).includes("sync_store_refuses{"));
      await areEqual();
    });

  it("keeps every write while both apps write as fast as they can and it looks through everything", async (t) => {
    const { v1, v2 } = world.apps;
    const ids = Array.from({ length: DOCUMENTS }, (_, index) => `full-${index}`);
    for (const id of ids) await v1.hSet(`offer:${id}`, OFFER);
    await until("all are carried", async () => (await v2.exists(ids.map((id) => `job:${id}`))) === DOCUMENTS);
    const passes = async () => Number(/^sync_passes_total (\d+)$/m.exec(await world.metrics())?.[1]);
    let isWriting = true;
    const writeAll = async (app: typeof v1, prefix: string, field: string): Promise<number> => {
      let round = 0;
      for (; isWriting; round++)
        await Promise.all(ids.map((id) => app.hSet(`${prefix}:${id}`, field, `"${round}"`)));
      return round - 1;
    };
    const writers = [writeAll(v1, "offer", "description"), writeAll(v2, "job", "company_culture")];
    const begun = await passes();
    // The first of them may have begun before.
    await until("a whole pass is over", async () => (await passes()) >= begun + 2);
    isWriting = false;
    const [last1, last2] = await Promise.all(writers);
    t.diagnostic(`each document was written ${last1} times on V1 and ${last2} times on V2`);
    await areEqual();
    for (const id of ids)
      for (const [app, key, fields] of [
        [v1, `offer:${id}`, ["description", "culture_entreprise"]],
        [v2, `job:${id}`, ["description", "company_culture"]],
      ] as const)
        assert.deepEqual(await app.hmGet(key, [...fields]), [`"${last1}"`, `"${last2}"`], key);
    // What SyncLate asks.
    for (const from of ["v1", "v2"])
      assert.match(await world.metrics(), new RegExp(`^sync_lag_seconds{from="${from}"}`, "m"));
  });
});
