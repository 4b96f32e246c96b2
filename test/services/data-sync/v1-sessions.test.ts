import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memorySides } from "./support/memory-side.ts";
import { inThisProcess, read } from "./support/operator.ts";

const ENDS = Date.UTC(2026, 10, 26, 8, 30);

/** Both stores with these sessions, and what the command says of them. */
async function ask(
  sessions: Readonly<Record<string, { v1?: object; v2?: object; expiresAt?: number | null }>>,
) {
  const stores = memorySides();
  const put = (side: "v1" | "v2", key: string, fields: object | undefined, expiresAt: number | null) => {
    if (fields === undefined) return;
    stores[side].content.documents.set(key, { fields: { ...fields }, expiresAt });
  };
  put("v1", "offer:1", { titre: '"x"' }, null);
  for (const [id, { v1, v2, expiresAt = ENDS }] of Object.entries(sessions)) {
    put("v1", `session:${id}`, v1, expiresAt);
    put("v2", `session:${id}`, v2, expiresAt);
  }
  const { code, said, answers } = await read(
    ["v1-sessions"],
    inThisProcess({
      stores,
      direction: { mode: "bidirectional", authority: "v2" },
      metricsUrl: "http://127.0.0.1:9",
    }),
  );
  return { code, said, answers };
}

const BORN_ON_V1 = { v1: { candidat_id: '"a"' }, v2: { candidate_id: '"a"' } };
const SERVED = {
  v1: { candidat_id: '"a"', renouvellement: '{"generation":1,"at":1}' },
  v2: { candidate_id: '"a"', refresh: '{"generation":1,"at":1}' },
};

describe("sessions that are V1's alone", () => {
  it("are none when V2 has served each, wherever it was born", async () => {
    assert.equal((await ask({})).said, "V2 has served every session");
    const { code, said } = await ask({ a: SERVED, b: { v2: SERVED.v2 } });
    assert.deepEqual([code, said], [0, "V2 has served every session"]);
  });

  it("are those that V2 never gave a token for, though it has them, and those that it does not have", async () => {
    const { code, said } = await ask({ secret: BORN_ON_V1, b: SERVED, c: { v1: SERVED.v1 } });
    assert.equal(code, 2);
    assert.equal(
      said,
      "2 sessions that V2 has never served; unused, the last ends at 2026-11-26T08:30:00.000Z",
    );
    assert.doesNotMatch(said, /secret/);
  });

  it("are told to programs with the end of the last one, null where one never ends", async () => {
    const { code, answers } = await ask({ a: BORN_ON_V1 });
    assert.deepEqual([code, answers], [2, [{ left: 1, lastEndsAt: ENDS }]]);
    const forever = await ask({ a: BORN_ON_V1, b: { ...BORN_ON_V1, expiresAt: null } });
    assert.deepEqual([forever.code, forever.answers], [2, [{ left: 2, lastEndsAt: null }]]);
    assert.match(forever.said, /; unused, one of them never ends$/);
    assert.deepEqual((await ask({})).answers, [{ left: 0, lastEndsAt: null }]);
  });
});
