import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { GRACE_MS } from "../../../infra/services/identity/rule.ts";
import { type Granting, sessions } from "../../../infra/services/identity/sessions.ts";
import { memorySessions } from "./support/memory-sessions.ts";

const START = 1_800_000_000_000;

function world() {
  const time = { now: START };
  const clock = () => time.now;
  const stores = [memorySessions("store-v1", clock), memorySessions("store-v2", clock)] as const;
  return { time, stores, all: sessions(stores, "key", clock) };
}

/** Somebody who refreshes, loses answers, waits, and lives through the outage of one store at a time. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: "refresh" } as const) },
  { weight: 2, arbitrary: fc.constant({ do: "lose" } as const) },
  { weight: 1, arbitrary: fc.constant({ do: "exchange" } as const) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 2 * GRACE_MS }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("away" as const), store: fc.constantFrom(0, 1, null) }),
  },
);

describe("whoever refreshes in time", () => {
  it("is never signed out, whatever answers are lost and whichever store is away", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { time, stores, all } = world();
        const born = await all.open("u1");
        assert.ok(born.is === "granted");
        let { refreshToken } = born;
        let lostAt = Number.POSITIVE_INFINITY;
        for (const act of steps) {
          if (act.do === "wait") time.now += act.ms;
          else if (act.do === "away")
            for (const [i, store] of stores.entries()) store.isAway = i === act.store;
          else {
            // Too late: the successor may have been replaced for a minute.
            if (act.do !== "exchange" && time.now - lostAt >= GRACE_MS) break;
            const granting = await all.renew(born.id, act.do === "exchange" ? null : refreshToken);
            assert.ok(granting.is === "granted", `${act.do}: ${granting.is}`);
            assert.equal(granting.userId, "u1");
            if (act.do === "lose") lostAt = Math.min(lostAt, time.now);
            else {
              refreshToken = granting.refreshToken;
              lostAt = Number.POSITIVE_INFINITY;
            }
          }
        }
        await all.close();
      }),
      { numRuns: 300 },
    );
  });
});

describe("a session that somebody signs out of", () => {
  it("is gone for good, in whatever order the stores hear of it and of refreshes under way", async () => {
    const cases = fc.tuple(
      fc.scheduler(),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom("born on V1", "born on both"),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([scheduler, count, birth, isOld]) => {
        const { time, stores, all } = world();
        const born = await all.open("u1");
        assert.ok(born.is === "granted");
        if (birth === "born on V1") stores[1].sessions.delete(born.id);
        if (isOld) time.now += GRACE_MS;
        for (const store of stores) store.step = () => scheduler.schedule(Promise.resolve());
        let isOut = false;
        const late: Granting[] = [];
        const renew = async (shown: string | null) => {
          const beganOut = isOut;
          const granting = await all.renew(born.id, shown);
          if (beganOut) late.push(granting);
        };
        const renewals = Array.from({ length: count }, async (_, index) => {
          for (let again = 0; again < 3; again++) await renew(index % 2 === 0 ? born.refreshToken : null);
        });
        const signingOut = all.end(born.id).then((left) => {
          assert.deepEqual(left, []);
          isOut = true;
        });
        await scheduler.waitFor(Promise.all([...renewals, signingOut]));
        for (const granting of late) assert.deepEqual(granting, { is: "signed-out" });
        for (const { sessions: kept } of stores) assert.equal(kept.size, 0);
        for (const store of stores) store.step = async () => undefined;
        assert.deepEqual(await all.renew(born.id, null), { is: "signed-out" });
        await all.close();
      }),
      { numRuns: 200 },
    );
  });
});
