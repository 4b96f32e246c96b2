import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { bringDataBack, dataEntry, dataLines } from "../../../scripts/platform/rollback/data-back.ts";
import { contextOf } from "../../support/context.ts";
import { type FakeContainer, partOf, type Ran } from "../../support/fake-engine.ts";

const DONE = {
  is: "done",
  documents: 7,
  sessions: 2,
  replayed: 3,
  left: 0,
  deadLetters: 1,
  conflicts: 2,
  seconds: 0.4,
};
const ALL = ["keeper", "store-v2", "data-sync"].map((service) => partOf(service));
/** So long ago that nothing can be under way any more. */
const OPTIONS = { since: 1_000, seconds: 1, startStore: false };

describe("bringing back what V2 wrote last", () => {
  /** data-sync says these one after the other; `codes` are the exit codes of other commands, by container. */
  const bring = async (
    t: Parameters<typeof contextOf>[0],
    said: readonly object[],
    { containers = ALL, codes = {} }: { containers?: FakeContainer[]; codes?: Record<string, number> } = {},
  ) => {
    const left = [...said];
    const run = (id: string, [program]: readonly string[]): Ran => {
      if (program === "node") return { code: 0, output: JSON.stringify(left.shift() ?? { is: "silent" }) };
      return { code: program === "cat" ? 1 : (codes[id] ?? 0) };
    };
    const context = await contextOf(t, { containers, run });
    return { data: await bringDataBack(context, OPTIONS), ...context };
  };

  it("puts up the fence, has the store follow it, then waits for data-sync's pass", async (t) => {
    const { data, engine } = await bring(t, [DONE]);
    assert.equal(data.is, "carried");
    assert.match(
      dataLines(data)[0] ?? "",
      /^data: V2's app may not write any more \(\d\.\d s\); what changed since the last complete pass is equal on V1 and V2 \(\d\.\d s\): documents 7, conflicts 2, dead letters 1$/,
    );
    const entry = dataEntry(data);
    assert.ok(entry.what === "data-carried" && entry.seconds >= 0);
    const { seconds: _seconds, ...counts } = entry;
    assert.deepEqual(counts, {
      what: "data-carried",
      documents: 7,
      replayed: 3,
      sessions: 2,
      conflicts: 2,
      deadLetters: 1,
    });
    assert.deepEqual(
      engine.commands.map((command) =>
        command.replace(/sh -c .*?("?{"since|$)/, "sh $1").replace(/\d{13}/g, "NOW"),
      ),
      [
        "lab-keeper-id: cat /volumes/fence/files/v2.json",
        'lab-keeper-id: sh {"since":1000,"closedAt":null}',
        "lab-store-v2-id: sh ",
        'lab-keeper-id: sh {"since":1000,"closedAt":NOW}',
        "lab-data-sync-id: node /app/main.mjs last-pass NOW 1",
      ],
    );
  });

  it("says whether documents from before still differ, which the pass does not look at", async (t) => {
    const linesOf = async (parity: number, deadLetters: number) => {
      const { data } = await bring(t, [{ ...DONE, all: { parity, deadLetters } }]);
      assert.ok(!("all" in dataEntry(data)));
      return dataLines(data).slice(1);
    };
    const line = (parity: string, letters: number) =>
      `of all documents, those from before included: sampled parity ${parity} %, dead letters ${letters}; which they are: npm run sync -- verify --full`;
    assert.deepEqual(await linesOf(0.69, 0), [line("69", 0)]);
    assert.deepEqual(await linesOf(1, 3), [line("100", 3)]);
    assert.deepEqual(await linesOf(1, 0), []);
  });

  it("starts a data-sync that does not run and waits for it, and starts one anew that gives no answer", async (t) => {
    const asleep = [...ALL.slice(0, 2), partOf("data-sync", { state: "exited" })];
    const cases = [
      [asleep, "starting data-sync", "start"],
      [ALL, "data-sync gives no answer: starting it anew", "restart?t=1"],
    ] as const;
    for (const [containers, line, action] of cases) {
      const { data, told, engine } = await bring(t, [{ is: "silent" }, DONE], {
        containers: [...containers],
      });
      assert.equal(data.is, "carried");
      assert.deepEqual(told, [line]);
      const asked = engine.calls.map(({ method, path }) => `${method} ${path}`);
      assert.ok(asked.includes(`POST /containers/lab-data-sync-id/${action}`));
    }
  });

  it("takes a data-sync that another command has started meanwhile for started", async (t) => {
    const asleep = [...ALL.slice(0, 2), partOf("data-sync", { state: "exited" })];
    const context = await contextOf(t, {
      containers: asleep,
      run: (_id, [program]) => ({ code: 0, output: program === "node" ? JSON.stringify(DONE) : "" }),
      instead: ({ path }) =>
        path.endsWith("/start") && /containers/.test(path) ? { status: 304, body: "" } : null,
    });
    assert.equal((await bringDataBack(context, OPTIONS)).is, "carried");
  });

  const pending = (reason: string, documents: number | null) => ({ is: "pending", documents, reason });

  it("is pending, with about how many documents, while V2's store is dead or silent", async (t) => {
    const dead = [partOf("keeper"), partOf("store-v2", { state: "exited" }), partOf("data-sync")];
    const first = await bring(t, [{ is: "waiting", changed: 12 }], { containers: dead });
    assert.deepEqual(first.data, pending("store-v2 does not run", 12));
    assert.equal(
      dataLines(first.data)[0],
      "data pending: store-v2 does not run; about 12 documents changed since the last complete pass",
    );
    assert.deepEqual(dataEntry(first.data), {
      what: "data-pending",
      documents: 12,
      reason: "store-v2 does not run",
    });
    const second = await bring(t, [{ is: "waiting", changed: 3 }], { codes: { "lab-store-v2-id": 124 } });
    assert.deepEqual(
      second.data,
      pending("store-v2 gave no answer, or did not take its users (exit code 124)", 3),
    );
  });

  it("is pending while data-sync is frozen, too slow, silent or gone, or finds differences that stay", async (t) => {
    const results = [
      await bring(t, [{ is: "frozen", reason: "by hand", changed: 4 }]),
      await bring(t, [{ is: "waiting", changed: 5 }]),
      await bring(t, []),
      await bring(t, [], { containers: ALL.slice(0, 2) }),
      await bring(t, [{ ...DONE, left: 2 }]),
    ].map(({ data }) => data);
    assert.deepEqual(results, [
      pending("data-sync is frozen: by hand; see npm run sync -- status", 4),
      pending("data-sync was not through after 1 s", 5),
      pending("data-sync gives no answer", null),
      pending("there is no data-sync", null),
      pending("2 documents still differ after many looks", 2),
    ]);
    const last = results[2];
    assert.ok(last !== undefined);
    assert.match(dataLines(last).join(), /an unknown number of documents changed/);
  });

  it("is pending at once when it is stopped, while it waits for V2's last requests or for data-sync", async (t) => {
    const silent = Promise.withResolvers<Ran>();
    t.after(() => silent.resolve({ code: 0 }));
    const run = (_id: string, [program]: readonly string[]) =>
      program === "node" ? silent.promise : { code: program === "cat" ? 1 : 0 };
    for (const since of [Date.now(), OPTIONS.since]) {
      const { engine, ...context } = await contextOf(t, { containers: ALL, run });
      const stop = new AbortController();
      const bringing = bringDataBack(context, { ...OPTIONS, since, seconds: 60, signal: stop.signal });
      const last = since === OPTIONS.since ? /last-pass/ : /closedAt/;
      while (!engine.commands.some((command) => last.test(command))) await pause(10);
      stop.abort();
      assert.deepEqual(await bringing, pending("stopped as asked", null));
    }
  });

  it("is pending when nobody can put up the fence", async (t) => {
    const none = await bring(t, [{ is: "waiting", changed: 1 }], { containers: ALL.slice(1) });
    assert.deepEqual(none.data, pending("there is no keeper to put up the fence", 1));
    const full = await bring(t, [{ is: "waiting", changed: 1 }], { codes: { "lab-keeper-id": 1 } });
    assert.deepEqual(full.data, pending("the keeper could not write /volumes/fence/files/v2.json", 1));
  });
});
