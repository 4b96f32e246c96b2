import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noFindings } from "../../../scripts/lab/people/checker.ts";
import { crowd } from "../../../scripts/lab/people/crowd.ts";
import type { Seen, Send } from "../../../scripts/lab/people/person.ts";
import { randomOf } from "../../support/random.ts";

/** A platform of one map: cookie of the session -> user. `spoil` makes it wrong. */
function platform(spoil: { forget?: boolean; mix?: boolean; keep?: boolean; fail?: boolean } = {}): Send {
  const sessions = new Map<string, string>();
  let next = 0;
  let asked = 0;
  const answer = (status: number, body = "", cookies: string[] = []): Seen => ({ status, body, cookies });
  return async ({ path, cookie, json }) => {
    const id = /ssm_session=(\w+)/.exec(cookie)?.[1] ?? "";
    if (path.endsWith("/login")) {
      const user = Object.values(json as Record<string, string>)[0] ?? "";
      sessions.set(`s${++next}`, user);
      return answer(200, "", [`ssm_session=s${next}; Path=/`]);
    }
    if (path.endsWith("/logout")) {
      if (spoil.keep !== true) sessions.delete(id);
      return answer(204);
    }
    asked++;
    if (spoil.fail === true && asked % 2 === 0) return answer(503);
    if (spoil.forget === true && asked === 40) sessions.delete(id);
    const user = sessions.get(id);
    if (user === undefined) return answer(401);
    return answer(
      200,
      JSON.stringify({ candidate_id: spoil.mix === true && asked === 40 ? "user-x" : user }),
    );
  };
}

async function lifeOn(send: Send) {
  const people = crowd({ send, people: 20, hands: 2, restMs: 0, random: randomOf(7) });
  assert.equal(await people.signIn(), 0);
  people.live();
  while (people.findings.signOuts < 3 || people.findings.asked < 200)
    await new Promise((resolve) => setImmediate(resolve));
  await people.stop();
  const signedIn = await people.audit();
  return { findings: people.findings, signedIn };
}

describe("the checker of people's sessions", () => {
  it("finds nothing on a platform that does right, and failures are no findings", async () => {
    for (const spoil of [{}, { fail: true }]) {
      const { findings, signedIn } = await lifeOn(platform(spoil));
      const { signedOut, mixedUp, aliveAgain } = findings;
      assert.deepEqual({ signedOut, mixedUp, aliveAgain }, { signedOut: 0, mixedUp: 0, aliveAgain: 0 });
      assert.equal(signedIn, 20 - findings.signOuts);
      assert.equal(findings.unanswered > 0, "fail" in spoil);
    }
  });

  it("finds a session that was lost, one of somebody else and one that was not ended", async () => {
    assert.ok((await lifeOn(platform({ forget: true }))).findings.signedOut > 0);
    assert.equal((await lifeOn(platform({ mix: true }))).findings.mixedUp, 1);
    assert.ok((await lifeOn(platform({ keep: true }))).findings.aliveAgain > 0);
  });

  it("starts with nothing", () => {
    assert.deepEqual(new Set(Object.values(noFindings())), new Set([0]));
  });
});
