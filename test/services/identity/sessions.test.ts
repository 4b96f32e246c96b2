import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { GRACE_MS } from "../../../infra/services/identity/rule.ts";
import { type Granting, sessions } from "../../../infra/services/identity/sessions.ts";
import { memorySessions } from "./support/memory-sessions.ts";

const opened: { close(): Promise<void> }[] = [];
after(() => Promise.all(opened.map((all) => all.close())));

function world() {
  let now = 1_800_000_000_000;
  const clock = () => now;
  const [v1, v2] = [memorySessions("store-v1", clock), memorySessions("store-v2", clock)];
  const all = sessions([v1, v2], "key", clock);
  opened.push(all);
  const pass = (ms: number) => {
    now += ms;
  };
  const bornOnV1 = (id: string) =>
    v1.sessions.set(id, { userId: "u1", refresh: { generation: 0, at: 0 }, until: now + 1_800_000 });
  return { v1, v2, all, pass, bornOnV1, clock };
}

function granted(granting: Granting) {
  assert.equal(granting.is, "granted");
  assert.ok(granting.is === "granted");
  return granting;
}

describe("a session", () => {
  it("that is born is in both stores before its owner hears of it", async () => {
    const { v1, v2, all } = world();
    const { id } = granted(await all.open("u1"));
    for (const store of [v1, v2]) assert.equal(store.sessions.get(id)?.userId, "u1");
    assert.match(id, /^[\w-]{43}$/);
  });

  it("of V1 that lands on V2 is exchanged, and V2 has it at once", async () => {
    const { v2, all, bornOnV1 } = world();
    bornOnV1("abc");
    assert.equal(granted(await all.renew("abc", null)).userId, "u1");
    assert.equal(v2.sessions.get("abc")?.userId, "u1");
  });

  it("lives a day longer in both stores with every token", async () => {
    const { v1, v2, all, pass, bornOnV1, clock } = world();
    bornOnV1("abc");
    const { refreshToken } = granted(await all.renew("abc", null));
    pass(23 * 3_600_000);
    granted(await all.renew("abc", refreshToken));
    for (const store of [v1, v2]) assert.equal(store.sessions.get("abc")?.until, clock() + 86_400_000);
  });

  it("survives a lost answer: the same token again gives the same successor", async () => {
    const { all, pass } = world();
    const { id, refreshToken } = granted(await all.open("u1"));
    pass(GRACE_MS);
    const [lost, second] = await Promise.all([all.renew(id, refreshToken), all.renew(id, refreshToken)]);
    const third = await all.renew(id, refreshToken);
    assert.deepEqual([granted(second), granted(third)], [granted(lost), granted(lost)]);
    assert.notEqual(granted(lost).refreshToken, refreshToken);
  });

  it("ends when a token is shown that was replaced long ago", async () => {
    const { v1, v2, all, pass } = world();
    const { id, refreshToken } = granted(await all.open("u1"));
    pass(GRACE_MS);
    const next = granted(await all.renew(id, refreshToken)).refreshToken;
    pass(GRACE_MS);
    assert.deepEqual(await all.renew(id, refreshToken), { is: "signed-out" });
    assert.deepEqual(await all.renew(id, next), { is: "signed-out" });
    assert.deepEqual([v1.sessions.size, v2.sessions.size], [0, 0]);
  });

  it("stays when somebody shows the token of another one", async () => {
    const { all } = world();
    const [one, other] = [granted(await all.open("u1")), granted(await all.open("u2"))];
    assert.deepEqual(await all.renew(one.id, other.refreshToken), { is: "signed-out" });
    assert.equal(granted(await all.renew(one.id, one.refreshToken)).userId, "u1");
  });
});

describe("signing out", () => {
  it("ends the session in both stores before it is confirmed", async () => {
    const { v1, v2, all } = world();
    const { id, refreshToken } = granted(await all.open("u1"));
    assert.deepEqual(await all.end(id), []);
    assert.deepEqual([v1.sessions.size, v2.sessions.size], [0, 0]);
    assert.deepEqual(await all.renew(id, refreshToken), { is: "signed-out" });
    assert.deepEqual(await all.renew(id, null), { is: "signed-out" });
  });

  it("names the store that gives no answer and asks it again until it does", async () => {
    const { v1, v2, all } = world();
    const { id } = granted(await all.open("u1"));
    v2.isAway = true;
    assert.deepEqual(await all.end(id), ["store-v2"]);
    assert.equal(all.revocations.waiting(), 1);
    assert.deepEqual(await all.renew(id, null), { is: "signed-out" });
    v2.isAway = false;
    v1.isAway = true;
    assert.deepEqual(await all.end(id), ["store-v1"]);
    assert.equal(v2.sessions.size, 0);
  });

  it("is finished without anybody asking again", async () => {
    const { v2, all } = world();
    const { id } = granted(await all.open("u1"));
    v2.isAway = true;
    await all.end(id);
    v2.isAway = false;
    for (let tries = 0; all.revocations.waiting() > 0 && tries < 30; tries++) await pause(100);
    assert.equal(all.revocations.waiting(), 0);
    assert.ok(v2.revoked.has(id));
  });

  it("remembers nothing of a session that never was", async () => {
    const { v1, all } = world();
    assert.deepEqual(await all.end("made-up"), []);
    assert.equal(v1.revoked.size, 0);
  });
});

describe("with one store away", () => {
  it("people sign in, stay signed in, and are not told that they are out", async () => {
    const { v1, v2, all, pass, bornOnV1 } = world();
    bornOnV1("abc");
    v1.isAway = true;
    const { id, refreshToken } = granted(await all.open("u1"));
    assert.deepEqual(await all.renew("abc", null), { is: "away" });
    pass(GRACE_MS);
    granted(await all.renew(id, refreshToken));
    v2.isAway = true;
    assert.deepEqual(await all.open("u2"), { is: "away" });
    assert.deepEqual(await all.renew(id, refreshToken), { is: "away" });
  });
});
