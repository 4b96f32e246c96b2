import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { loadTarget } from "../../scripts/bench/loads.ts";
import { endpointOf } from "../../scripts/lab/load/target.ts";
import { browsers } from "../../scripts/lab/people/browser.ts";
import { crowd } from "../../scripts/lab/people/crowd.ts";
import { Person, type Seen, type Send } from "../../scripts/lab/people/person.ts";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { randomOf } from "../support/random.ts";
import { until } from "../support/until.ts";
import { assertExit, command } from "./support/commands.ts";
import { containerOf, liftKillSwitch, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";

const PEOPLE = 300;

story("people stay signed in", (part) => {
  const withBrowsers = async <T>(context: Context, work: (send: Send) => Promise<T>) => {
    const { send, close } = browsers(endpointOf(loadTarget(context)), 16);
    try {
      return await work(send);
    } finally {
      await close();
    }
  };
  /** Answers of a failure say nothing about a session: it is asked again. */
  const answerOf = async (ask: () => Promise<Seen>): Promise<Seen> => {
    let seen = await ask();
    for (let tries = 0; tries < 10 && (seen.status === 0 || seen.status >= 500); tries++) seen = await ask();
    return seen;
  };
  const signedIn = async (send: Send, release: "v1" | "v2"): Promise<Person> => {
    const person = new Person();
    assert.equal((await answerOf(() => person.signIn(send, release))).status, 200);
    return person;
  };
  const assertKnown = async (send: Send, person: Person, path: string) => {
    const { status, body } = await answerOf(() => person.me(send, path));
    assert.equal(status, 200, `${path}: ${body}`);
    assert.ok(body.includes(person.userId));
  };

  part("who signs in on one release is known on the other at once", async () =>
    withBrowsers(await reach(100), async (send) => {
      for (let round = 0; round < 20; round++) {
        await assertKnown(send, await signedIn(send, "v1"), "/api/v2/me");
        await assertKnown(send, await signedIn(send, "v2"), "/api/v1/me");
      }
    }),
  );

  part("who signs out is signed out on both, for good", async () =>
    withBrowsers(await reach(100), async (send) => {
      for (const release of ["v1", "v2"] as const) {
        const person = await signedIn(send, release);
        await assertKnown(send, person, "/api/v2/me");
        assert.equal((await answerOf(() => person.signOut(send))).status, 204);
        for (const path of ["/api/v1/me", "/api/v2/me", "/api/me"])
          assert.equal((await answerOf(() => person.me(send, path))).status, 401, path);
        assert.equal((await answerOf(() => person.refresh(send))).status, 401);
      }
    }),
  );

  part(
    "with a store dead, a sign-out is not confirmed before both have it, and then without another word",
    async () => {
      const context = await reach(100);
      const store = await containerOf(context, "store-v1");
      await withBrowsers(context, async (send) => {
        const [other, person] = [await signedIn(send, "v1"), await signedIn(send, "v2")];
        await store.kill({ signal: "SIGKILL" });
        const refused = await person.signOut(send);
        assert.equal(refused.status, 503);
        assert.match(refused.body, /not yet signed out in store-v1/);
        assert.equal((await answerOf(() => person.me(send, "/api/v2/me"))).status, 401);
        await store.start();
        await until(
          "V1 knows it without being told",
          async () => (await person.me(send, "/api/v1/me")).status === 401,
        );
        await assertKnown(send, other, "/api/v1/me");
        await until("both stores have confirmed", async () => (await person.signOut(send)).status === 204);
      });
    },
  );

  part("nobody is lost, signed out, mixed up or alive again in a rollback and after it", async () => {
    const context = await reach(100);
    await withBrowsers(context, async (send) => {
      const people = crowd({ send, people: PEOPLE, hands: 8, restMs: 20, random: randomOf(5) });
      const refused = await people.signIn();
      people.live();
      await pause(3_000);
      // Everybody is on V1 at once, then a quarter stays there.
      assertExit(await command("rollback-v1.ts", ["--to", "75"]), 0);
      await pause(3_000);
      await liftKillSwitch(context);
      await pause(3_000);
      await people.stop();
      const left = await people.audit();
      const { signedOut, mixedUp, aliveAgain, asked, signOuts } = people.findings;
      assert.deepEqual({ signedOut, mixedUp, aliveAgain }, { signedOut: 0, mixedUp: 0, aliveAgain: 0 });
      assert.ok(asked > 2 * PEOPLE && signOuts > 0, `${asked} asked, ${signOuts} signed out`);
      assert.equal(left, PEOPLE - refused - signOuts);
    });
  });
});
