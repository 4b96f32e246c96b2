import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type Claims, sessionName } from "../../../infra/services/identity/access-token.ts";
import { type App, appRoutes } from "../../../scripts/lab/apps/shared/app.ts";
import { createMetrics } from "../../../scripts/lab/apps/shared/app-metrics.ts";
import { routerFor } from "../../../scripts/lab/apps/shared/router.ts";
import { startServer } from "../../../scripts/lab/apps/shared/server.ts";
import type { Store } from "../../../scripts/lab/apps/shared/store.ts";
import { away } from "../../../scripts/lab/apps/shared/with-store.ts";
import { peopleV1 } from "../../../scripts/lab/apps/v1/people.ts";
import type { IdentityClient } from "../../../scripts/lab/apps/v2/identity-client.ts";
import { peopleV2 } from "../../../scripts/lab/apps/v2/people.ts";
import { appV1, memoryStore } from "./support.ts";

async function serve(test: TestContext, app: App, store: Store | null) {
  const metrics = createMetrics({ processMetrics: false });
  const router = routerFor(appRoutes(app, { store, drill: () => ({}), metrics }));
  const server = await startServer(router, metrics, { port: 0, drainMs: 0 });
  test.after(() => server.stop());
  return async (method: string, path: string, cookie = "", body?: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      headers: { connection: "close", cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = answer.headers.getSetCookie().map((text) => text.split(";")[0] ?? "");
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, set };
  };
}

/** Identity of one session `s1` of the candidate c1: the token is its name, and `r1` refreshes it. */
function pretendedIdentity(isUp = () => true): IdentityClient & { readonly asked: string[] } {
  const claims = (id: string): Claims => ({
    user_id: "c1",
    permissions: [],
    api_version: "v2",
    session_id: sessionName(id),
  });
  const asked: string[] = [];
  return {
    asked,
    verify: async (token) => (token === "t1" ? claims("s1") : null),
    async open(userId) {
      if (!isUp()) throw away("identity gives no answer, try again");
      asked.push(`open ${userId}`);
      return { claims: claims("s1"), cookies: ["ssm_session=s1; Path=/", "ssm_token=t1; Path=/"] };
    },
    async renew(cookie, by) {
      if (!isUp()) throw away("identity gives no answer, try again");
      asked.push(by);
      const isRight =
        cookie.includes("ssm_session=s1") && (by === "exchange" || cookie.includes("ssm_refresh=r1"));
      return isRight ? { claims: claims("s1"), cookies: ["ssm_token=t1; Path=/"] } : null;
    },
  };
}

const session = { candidat_id: '"c1"', candidate_id: '"c1"' };

test("V1 signs in with a document and a cookie, and knows who comes back", async (t) => {
  const store = memoryStore();
  const call = await serve(t, { ...appV1, people: peopleV1 }, store);
  const { set } = await call("POST", "/api/login", "", { candidat_id: "c1" });
  const [cookie = ""] = set;
  const key = `session:${cookie.replace("ssm_session=", "")}`;
  assert.equal(store.documents.get(key)?.candidat_id, '"c1"');
  assert.deepEqual((await call("GET", "/api/v1/me", `other=1; ${cookie}`)).body, { candidat_id: "c1" });
  for (const strange of ["", "ssm_session=", "ssm_session=unknown"])
    assert.equal((await call("GET", "/api/me", strange)).status, 401);
  store.documents.delete(key);
  assert.equal((await call("GET", "/api/me", cookie)).status, 401);
});

test("V2 opens a session at identity and passes its cookies on", async (t) => {
  const identity = pretendedIdentity();
  const call = await serve(t, { ...appV1, name: "v2", people: peopleV2(identity) }, memoryStore());
  const { set, body } = await call("POST", "/api/v2/login", "", { candidate_id: "c1" });
  assert.deepEqual([set, body], [["ssm_session=s1", "ssm_token=t1"], { candidate_id: "c1" }]);
  assert.equal((await call("POST", "/api/login", "", { candidate_id: 7 })).status, 400);
  assert.deepEqual(identity.asked, ["open c1"]);
});

test("V2 knows a token by itself, while its session is there and the cookie is that session's", async (t) => {
  const identity = pretendedIdentity();
  const store = memoryStore();
  store.documents.set("session:s1", session);
  const call = await serve(t, { ...appV1, name: "v2", people: peopleV2(identity) }, store);
  assert.deepEqual((await call("GET", "/api/me", "ssm_session=s1; ssm_token=t1")).body, {
    candidate_id: "c1",
  });
  assert.deepEqual(identity.asked, []);
  assert.equal((await call("GET", "/api/me", "ssm_session=other; ssm_token=t1")).status, 401);
  assert.equal((await call("GET", "/api/me", "ssm_token=t1")).status, 401);
});

test("V2 has a session of V1 exchanged and an old token renewed without anybody noticing", async (t) => {
  const identity = pretendedIdentity();
  const call = await serve(t, { ...appV1, name: "v2", people: peopleV2(identity) }, memoryStore());
  const me = async (cookie: string) => {
    identity.asked.length = 0;
    const { status, set } = await call("GET", "/api/me", cookie);
    return [status, set.join(), identity.asked.join()];
  };
  assert.deepEqual(await me("ssm_session=s1"), [200, "ssm_token=t1", "exchange"]);
  assert.deepEqual(await me("ssm_session=s1; ssm_refresh=r1; ssm_token=old"), [
    200,
    "ssm_token=t1",
    "refresh",
  ]);
  assert.deepEqual(await me("ssm_session=s1; ssm_refresh=foreign"), [
    200,
    "ssm_token=t1",
    "refresh,exchange",
  ]);
  assert.deepEqual(await me("ssm_session=s2; ssm_refresh=r1"), [401, "", "refresh,exchange"]);
});

test("without identity V2 serves whoever has a good token, and asks others to try again", async (t) => {
  const identity = pretendedIdentity(() => false);
  const store = memoryStore();
  store.documents.set("session:s1", session);
  const call = await serve(t, { ...appV1, name: "v2", people: peopleV2(identity) }, store);
  assert.equal((await call("GET", "/api/me", "ssm_session=s1; ssm_token=t1")).status, 200);
  const refused = await call("GET", "/api/me", "ssm_session=s1");
  assert.equal(refused.status, 503);
  assert.match(JSON.stringify(refused.body), /identity gives no answer, try again/);
});
