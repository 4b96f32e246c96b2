import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Random } from "../../../scripts/lab/labelled/random.ts";
import { type Answer, type Api, outcomeOf } from "../../../scripts/testing/soak/api.ts";
import { violationsOf } from "../../../scripts/testing/soak/check.ts";
import { contentOf, type KindName, pathOf } from "../../../scripts/testing/soak/documents.ts";
import type { Entry, Outcome, Write } from "../../../scripts/testing/soak/entry.ts";
import { createModel } from "../../../scripts/testing/soak/model.ts";
import { runWriter, type WriterPlan } from "../../../scripts/testing/soak/writer.ts";

const PLAN: WriterPlan = { name: "v1-0", group: "alone", release: "v1", list: "first", documents: "x-v1-0" };

/** One release that keeps documents as the stand-ins do: PUT replaces, PATCH changes, unknown fields are refused. */
function fakeApi(fails: (method: string) => Answer | undefined = () => undefined) {
  const documents = new Map<string, Record<string, unknown>>();
  const sent: string[] = [];
  const send: Api["send"] = async (method, path, json = {}) => {
    sent.push(method);
    const failure = fails(method);
    if (failure !== undefined) return failure;
    const old = documents.get(path);
    if ("unheard_of" in json) return { status: 400, body: {} };
    if (method === "PUT") documents.set(path, { ...json });
    else if (old === undefined) return { status: 404, body: {} };
    else if (method === "PATCH") documents.set(path, { ...old, ...json });
    else if (method === "DELETE") documents.delete(path);
    return { status: 200, body: { id: "x", ...documents.get(path) } };
  };
  return { api: { send, close: async () => {} }, documents, sent };
}

/** Lets a writer make so many writes; what it logged. */
async function write(api: Api, plan: WriterPlan, writes: number, seed = 1): Promise<Entry[]> {
  const entries: Entry[] = [];
  const over = new AbortController();
  const log = {
    before: (line: Write) => void entries.push(line),
    after: ({ writer, n }: Write, is: Outcome) => void entries.push({ writer, n, is }),
    close: () => {},
  };
  let counted = 0;
  const count = () => {
    counted += 1;
    if (counted === writes) over.abort();
  };
  await runWriter(plan, new Random(seed), { api, log, count, signal: over.signal });
  return entries;
}

describe("a writer of the soak", () => {
  it("writes what its log says: 3,000 writes, read back, violate nothing", async () => {
    const { api, documents, sent } = fakeApi();
    const entries = await write(api, PLAN, 3_000);
    const model = createModel();
    for (const line of entries) model.take(line);
    model.end();
    assert.equal(model.counts.acknowledged + model.counts.refused, 3_000);
    assert.ok(model.counts.refused > 10, "one in a hundred is not valid");
    for (const [key, expected] of model.documents) {
      const stored = documents.get(pathOf(expected, "v1"));
      const content = stored === undefined ? null : contentOf(expected.kind, "v1", stored);
      assert.deepEqual(violationsOf(key, expected, { v1: content, v2: content }), []);
    }
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) assert.ok(sent.includes(method), method);
  });

  it("logs each write before it is sent, and its end after it", async () => {
    const { api } = fakeApi();
    const entries = await write(api, PLAN, 40);
    entries.forEach((line, index) => {
      assert.equal("is" in line, index % 2 === 1);
      assert.equal(line.n, Math.floor(index / 2) + 1);
    });
  });

  it("waits for the first of two that share a document by their lists, and never makes it", async () => {
    const shared: WriterPlan = { ...PLAN, name: "b", group: "together", release: "v2", list: "second" };
    const { api, documents, sent } = fakeApi();
    const path = pathOf({ kind: "offer", id: "x-v1-0-0" }, "v2");
    setTimeout(() => documents.set(path, { title: "a", required_skills: [] }), 50);
    await write(api, shared, 10);
    assert.ok(!sent.includes("PUT"));
    assert.equal(contentOf("offer", "v2", documents.get(path) ?? {}).second.length >= 9, true);
  });

  it("writes the whole document back when it is careless", async () => {
    const { api, sent } = fakeApi();
    await write(api, { ...PLAN, group: "two apps" }, 100);
    assert.ok(!sent.includes("PATCH") && !sent.includes("DELETE"));
  });

  it("waits after an unknown write until it can no longer take effect", async () => {
    let first = true;
    const { api } = fakeApi((method) => {
      if (method === "GET" || !first) return undefined;
      first = false;
      return null;
    });
    const began = performance.now();
    const entries = await write(api, PLAN, 2, 2);
    assert.ok(performance.now() - began >= 2_500);
    assert.deepEqual(
      entries.flatMap((line) => ("is" in line ? [line.is] : [])),
      ["unknown", "acknowledged"],
    );
  });
});

describe("an answer", () => {
  const cases: readonly [Answer, Outcome][] = [
    [{ status: 201, body: {} }, "acknowledged"],
    [{ status: 204, body: null }, "acknowledged"],
    [{ status: 400, body: {} }, "refused"],
    [{ status: 404, body: {} }, "refused"],
    [{ status: 503, body: { error: "V2 is switched off for now", status: 503 } }, "refused"],
    [{ status: 503, body: { error: { id: "1", message: "the store is away, try again" } } }, "unknown"],
    [{ status: 500, body: {} }, "unknown"],
    [{ status: 502, body: { error: "the service gave no answer", status: 502 } }, "unknown"],
    [null, "unknown"],
  ];
  for (const [answer, outcome] of cases)
    it(`${JSON.stringify(answer)} is ${outcome}`, () => assert.equal(outcomeOf(answer), outcome));
});

describe("a document", () => {
  it("holds only what the soak wrote", () => {
    const read = (kind: KindName, document: Record<string, unknown>) => () => contentOf(kind, "v1", document);
    assert.throws(read("offer", { salaire: "45K-56K" }), /^Error: a pay that nobody wrote: "45K-56K"$/);
    assert.throws(read("offer", { avantages: "x" }), /^Error: a list that nobody wrote: "x"$/);
    assert.deepEqual(contentOf("offer", "v2", { salary_range: { min: 45_000, max: 55_000 } }).pay, 45);
    assert.deepEqual(contentOf("candidate", "v1", { salaire_souhaite: 45_000 }).pay, 45);
  });
});
