import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GRACE_MS, rule } from "../../../infra/services/identity/rule.ts";
import { type Found, SESSION_MS } from "../../../infra/services/identity/session.ts";

const T = 1_800_000_000_000;
const has = (generation: number, at: number): Found => ({
  revoked: false,
  session: { userId: "u", refresh: { generation, at } },
});
const NOTHING: Found = { revoked: false, session: null };
const REVOKED: Found = { revoked: true, session: null };
const grant = (generation: number, at: number) => ({
  do: "grant",
  session: { userId: "u", refresh: { generation, at } },
});

describe("whoever asks for a token", () => {
  it("with a session of V1 alone gets the first one", () => {
    assert.deepEqual(rule([has(0, 0), NOTHING], null, T), grant(1, T));
  });

  it("with the current refresh token gets the next one", () => {
    const both = has(4, T - GRACE_MS);
    assert.deepEqual(rule([both, both], 4, T), grant(5, T));
  });

  it("with one that was replaced less than a minute ago gets the same successor", () => {
    const both = has(5, T - GRACE_MS + 1);
    assert.deepEqual(rule([both, both], 4, T), grant(5, T - GRACE_MS + 1));
    assert.deepEqual(rule([both, both], 5, T), grant(5, T - GRACE_MS + 1));
  });

  it("with one that was replaced a minute ago or longer ends the session", () => {
    const old = has(5, T - GRACE_MS);
    assert.deepEqual(rule([old, old], 4, T), { do: "revoke" });
    const young = has(5, T);
    assert.deepEqual(rule([young, young], 3, T), { do: "revoke" });
  });

  it("with one that is older than a day is refused, and nothing ends", () => {
    const old = has(5, T - SESSION_MS - 1);
    assert.deepEqual(rule([old, old], 5, T), { do: "refuse" });
    assert.deepEqual(rule([old, old], null, T), grant(6, T));
  });

  it("counts by the newer of two stores", () => {
    assert.deepEqual(rule([has(2, T - SESSION_MS), has(7, T - GRACE_MS)], 7, T), grant(8, T));
    assert.deepEqual(rule([has(2, T - GRACE_MS), has(7, T - GRACE_MS)], 2, T), { do: "revoke" });
  });

  it("with a token that both stores lost is believed: only identity makes them", () => {
    assert.deepEqual(rule([has(2, T - GRACE_MS), has(3, T)], 9, T), grant(10, T));
  });

  it("is refused when one store knows of a sign-out, whatever the other says", () => {
    assert.deepEqual(rule([has(1, T), REVOKED], 1, T), { do: "refuse" });
    assert.deepEqual(rule([null, REVOKED], null, T), { do: "refuse" });
  });

  it("is refused when no store has the session, and told nothing while one gives no answer", () => {
    assert.deepEqual(rule([NOTHING, NOTHING], null, T), { do: "refuse" });
    assert.deepEqual(rule([NOTHING, null], null, T), { do: "unknown" });
    assert.deepEqual(rule([null, null], 3, T), { do: "unknown" });
  });

  it("is served by the one store that answers", () => {
    assert.deepEqual(rule([null, has(1, T - GRACE_MS)], 1, T), grant(2, T));
  });
});
