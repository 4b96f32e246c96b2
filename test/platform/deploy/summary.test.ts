import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JournalEvent } from "../../../infra/gate/journal-entries.ts";
import type { LoadReport } from "../../../scripts/lab/load/report.ts";
import { summary } from "../../../scripts/platform/deploy/summary.ts";
import { contextOf } from "../../support/context.ts";

const at = (stage: string, v2: number): readonly JournalEvent[] => [
  { what: "deploy-finished", stage, v2, changed: true },
];

const spread = { seen: 1000, onV2: 250, changed: 0, changedByCookie: 0 };
const TRAFFIC: LoadReport = {
  t: 60,
  sent: 1000,
  ok: 998,
  failed: 2,
  inFlight: 0,
  byStatus: { 200: 998, 502: 2 },
  failures: Array.from({ length: 7 }, () => ({ t: 12.34, path: "/api/match", reason: "status 502" })),
  skipped: 0,
  byRelease: { v1: 748, v2: 250 },
  latency: {},
  users: spread,
  cookieless: spread,
};

describe("the end of npm start", () => {
  it("says where the platform is, where to look and what to try next", async (t) => {
    const context = await contextOf(t, {}, at("025-percent", 25));
    const { dir } = context.instance;
    assert.deepEqual(await summary(context, undefined, 61.4), [
      "",
      "stage      025-percent, after 61 s",
      `gateway    https://api.ssm.localhost:8443   (curl --cacert ${dir}/ca.pem https://api.ssm.localhost:8443/health)`,
      "prometheus http://127.0.0.1:9090",
      "",
      "next, for example:",
      "  npm run status                           how the platform is doing",
      "  npm start -- --stage 50                  users again, and the next stage when its gate allows it",
      "  npm run deploy-v2 -- 50                  the same without users of ours: the gate holds when nobody asks",
      "  npm run drill -- v2 --latency 200ms      a slow V2 from now on: a rollout is held or taken back",
      "  npm run rollback-v1                      everybody back on V1",
      '  npm run kill-switch -- off --reason "…"  lets V2 have traffic again after a rollback',
      "  npm run down                             removes all of it",
    ]);
  });

  it("says what the users saw, with the first five failures", async (t) => {
    const lines = await summary(await contextOf(t, {}, at("025-percent", 25)), TRAFFIC, 61);
    assert.deepEqual(lines.slice(2, 8), [
      "traffic    1000 requests sent, 998 answered, 2 failed (through the split: v1 748, v2 250)",
      ...Array.from({ length: 5 }, () => "           failed after 12.3 s: /api/match: status 502"),
    ]);
  });

  it("names no next stage where there is none that can be reached", async (t) => {
    const lines = await summary(await contextOf(t, {}, at("100-percent", 100)), undefined, 1);
    assert.ok(!lines.some((line) => line.includes("deploy-v2")));
    const empty = await summary(await contextOf(t), undefined, 1);
    assert.equal(empty[1], "stage      none, after 1 s");
    assert.ok(empty.some((line) => line.startsWith("  npm run deploy-v2 -- 0 ")));
  });
});
