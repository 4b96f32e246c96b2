import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { SunsetFacts } from "../../../infra/gate/sunset.ts";
import { whyUncleared } from "../../../infra/targets/stage-order/clearance.ts";
import { PrometheusError } from "../../../scripts/platform/gate/prometheus-client.ts";
import { appendToJournal, readJournal } from "../../../scripts/platform/instance/journal.ts";
import { clearSunset, rehearseSunset } from "../../../scripts/platform/sunset/clear.ts";
import { contextOf, stageOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

interface Found {
  readonly parity?: string;
  readonly sessions?: string;
  readonly calls?: readonly (readonly [string, number])[];
  readonly clients?: readonly (readonly [string, number])[];
}

const PROBER = ["172.20.2.32", 100] as const;

/** A platform at 100 % where this is found. */
async function at100(t: TestContext, found: Found = {}, parts = ["gateway", "v1", "v2", "data-sync"]) {
  const { parity = '{"compared":3,"equal":3,"different":0}', sessions = '{"left":0,"lastEndsAt":null}' } =
    found;
  const context = await contextOf(t, {
    containers: parts.map((part) => partOf(part)),
    run: (_id, command) => ({ code: 0, output: `${command.includes("verify") ? parity : sessions}\n` }),
  });
  const asked: string[] = [];
  const prometheus = {
    ...context.prometheus,
    byLabel: async (query: string, label: string) => {
      asked.push(query);
      return new Map(label === "caller" ? (found.calls ?? [PROBER]) : (found.clients ?? [["others", 0]]));
    },
  };
  const [from, to] = [stageOf(context, "100-percent"), stageOf(context, "130-sunset")];
  return { context: { ...context, prometheus }, sunset: { from, to, keepArchive: 365 }, asked };
}

const yes = async () => true;

describe("the sunset", () => {
  it("is rehearsed with every condition and its figure, and what would happen to the archive", async (t) => {
    const { context, sunset, asked } = await at100(t);
    await rehearseSunset(context, sunset);
    assert.deepEqual(context.told.slice(0, 4), [
      "  met      all documents are equal in both stores: 3 documents equal, 0 not",
      "  met      no session is V1's alone: V2 has served every session",
      "  met      nobody past the gateway called V1 during the hold: none",
      "  met      no client asked on a route of V1's own during the hold: none",
    ]);
    const day = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
    assert.equal(
      context.told[4],
      `  then     an archive of both stores is taken, restored once for proof, and kept until ${day}`,
    );
    // The hold as the place shortens it.
    for (const query of asked) assert.match(query, /\[30s\]/);
  });

  it("is refused with everything that is not met, and the journal keeps the figures", async (t) => {
    const { context, sunset } = await at100(t, {
      parity:
        '{"key":"offer:1","is":"different","fields":["titre"],"repair":"retry"}\n{"compared":3,"equal":2,"different":1}',
      sessions: '{"left":1,"lastEndsAt":null}',
      calls: [PROBER, ["172.20.3.12", 3], ["172.20.2.13", 1]],
      clients: [
        ["/docs/ supersmartmatch-check", 2],
        ["/api/v1/ crm", 41],
      ],
    });
    const refused = await clearSunset(context, sunset, yes).catch((error: unknown) => error);
    assert.ok(refused instanceof Error && "id" in refused && "exitCode" in refused && "problems" in refused);
    assert.deepEqual([refused.id, refused.exitCode], ["SSM-SUNSET", 1]);
    assert.equal(
      refused.message,
      `130-sunset removes V1's app for good, and 4 conditions for it are not met; nothing was changed
- expected: all documents are equal in both stores
  found: 2 documents equal, 1 not
  fix: npm run sync -- verify --full names them, npm run sync -- dead-letters says why
- expected: no session is V1's alone
  found: 1 session that V2 has never served; one never ends by itself
  fix: wait until they end, or let their owners come to V2; as long as V1 signs people in, there are new ones
- expected: nobody past the gateway called V1 during the hold
  found: v2 (3), nexten (1)
  fix: let them ask V2 instead, V2's own fallback to V1 among them, then wait one hold
- expected: no client asked on a route of V1's own during the hold
  found: /api/v1/ crm (41)
  fix: move them to V2, or name another release for that route in stacks/platform.yaml; then wait one hold`,
    );
    const [judged, ...others] = (await readJournal(context.journal)).entries;
    assert.ok(judged?.what === "sunset-judged" && others.length === 0);
    assert.deepEqual([judged.stage, judged.archive], ["130-sunset", null]);
    assert.deepEqual(judged.unmet, ["parity", "sessions", "calls", "clients"]);
    assert.deepEqual(judged.facts.calls.value, { v2: 3, nexten: 1 });
  });

  it("is refused while nobody can tell: a dead data-sync, a store that is away, a silent Prometheus", async (t) => {
    const { context, sunset } = await at100(t, {}, ["gateway", "v1"]);
    const prometheus = {
      ...context.prometheus,
      byLabel: () => Promise.reject(new PrometheusError("prometheus at http://x cannot be reached: gone")),
    };
    await assert.rejects(rehearseSunset({ ...context, prometheus }, sunset), ({ message }: Error) => {
      assert.equal(message.match(/nobody can tell: data-sync does not run/g)?.length, 2);
      assert.equal(message.match(/nobody can tell: prometheus at http:\/\/x cannot be reached/g)?.length, 2);
      return true;
    });
    const away = JSON.stringify({ refused: "storesAway", about: "store-v1" });
    const [parity, sessions] = [away, "a fault of its own"];
    const without = await at100(t, { parity, sessions, calls: [], clients: [] });
    await assert.rejects(rehearseSunset(without.context, without.sunset), ({ message }: Error) => {
      assert.match(
        message,
        /found: nobody can tell: store-v1 cannot be reached; npm run status shows what runs\n/,
      );
      assert.match(
        message,
        /found: nobody can tell: data-sync ended with \d+ and said: a fault of its own\n/,
      );
      assert.ok(message.includes("found: nobody can tell: prometheus has no whole series of callers"));
      assert.ok(message.includes("found: nobody can tell: prometheus has no whole series of clients"));
      return true;
    });
  });

  it("removes nothing that nobody agreed to", async (t) => {
    const { context, sunset } = await at100(t);
    await assert.rejects(
      clearSunset(context, sunset, async () => false),
      { id: "SSM-DECLINED", exitCode: 1, message: "nothing was changed; --yes does not ask" },
    );
  });

  it("goes no further without an archive that was restored", async (t) => {
    const { context, sunset } = await at100(t);
    await assert.rejects(clearSunset(context, sunset, yes), {
      id: "SSM-SNAPSHOT",
      exitCode: 4,
      message: "no snapshot was taken: store-v1 does not run",
    });
  });

  it("that was interrupted is finished without a question once V1 is gone", async (t) => {
    const { context, sunset } = await at100(t, {}, ["gateway", "v2", "data-sync"]);
    const facts: SunsetFacts = {
      parity: { value: { equal: 3, different: 0 }, reason: null },
      sessions: { value: { left: 0, lastEndsAt: null }, reason: null },
      calls: { value: {}, reason: null },
      clients: { value: {}, reason: null },
    };
    assert.equal(await clearSunset(context, sunset, async () => false), context);
    const judged = { what: "sunset-judged", stage: "130-sunset", archive: "a", unmet: [], facts } as const;
    await appendToJournal(context.journal, judged);
    const { clearance } = (await clearSunset(context, sunset, async () => false)).settings;
    assert.deepEqual(
      { ...clearance, until: "" },
      { stage: "130-sunset", instance: "lab", archive: "a", until: "" },
    );
    assert.equal(whyUncleared(clearance, { stage: "130-sunset", instance: "lab" }, new Date()), null);
  });
});
