import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Answer, Api } from "../../../scripts/testing/soak/api.ts";
import { readBack } from "../../../scripts/testing/soak/read-back.ts";

const DOCUMENTS = new Map([["offer/1", { kind: "offer" as const, id: "1" }]]);
const at = { once: 4, againMs: 1, signal: new AbortController().signal };

function apiOf(answer: (path: string) => Answer): Api {
  return { send: async (_method, path) => answer(path), close: async () => {} };
}

describe("reading documents back", () => {
  it("gives what each release holds, and null for what is not there", async () => {
    const body = { titre: "a", responsabilites: ["w-1"], salaire: "31K-41K" };
    const api = apiOf((path) =>
      path === "/api/v1/offers/1" ? { status: 200, body } : { status: 404, body: {} },
    );
    assert.deepEqual(
      await readBack(api, DOCUMENTS, at),
      new Map([["offer/1", { v1: { first: ["w-1"], second: [], pay: 31 }, v2: null }]]),
    );
  });

  it("asks again while a release has no answer, and gives up after 20 times", async () => {
    let asked = 0;
    const api = apiOf(() => {
      asked += 1;
      return { status: 503, body: null };
    });
    await assert.rejects(readBack(api, DOCUMENTS, at), {
      message: '/api/v1/offers/1 was not answered: {"status":503,"body":null}',
    });
    assert.equal(asked, 20);
  });

  it("ends when it is stopped", async () => {
    const api = apiOf(() => ({ status: 404, body: {} }));
    await assert.rejects(readBack(api, DOCUMENTS, { ...at, signal: AbortSignal.abort() }), /abort/i);
  });
});
