import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openContext } from "../../scripts/platform/instance/context.ts";
import { KILLED } from "../../scripts/testing/soak/kills.ts";
import type { SoakReport } from "../../scripts/testing/soak/report.ts";
import { soakLines } from "../../scripts/testing/soak/report.ts";
import { soak } from "../../scripts/testing/soak/soak.ts";
import { reach } from "./support/platform.ts";
import { story } from "./support/story.ts";

/** The short form of `npm run soak`: the same writers and checker, with fewer writes and one kill of each service. */
const SHORT = { seed: 20_261_126, writes: 14_000, kills: KILLED.length, maxSeconds: 600 };

story("data are written over all stages and back while parts are killed", (part) => {
  const dir = mkdtempSync(join(tmpdir(), "ssm-soak-"));
  let report: SoakReport;

  part(
    "10,000 writes and more through both APIs, data-sync, both stores and the gateway killed",
    async (t) => {
      await reach(0);
      // With what changes a stage, which looking at one does not need.
      const context = await openContext({ asDeployed: true, yes: true, report: () => {} });
      const signal = new AbortController().signal;
      const options = {
        ...SHORT,
        logFile: join(dir, "writes.jsonl"),
        signal,
        report: () => {},
        live: () => {},
      };
      report = await soak(context, options);
      for (const line of soakLines(report)) t.diagnostic(line);
      const killed = report.phases.flatMap((phase) => phase.killed).sort();
      assert.deepEqual(killed, [...KILLED].sort());
      assert.ok(report.acknowledged > 10_000, `only ${report.acknowledged} writes were acknowledged`);
    },
  );

  part("no acknowledged write is lost, no refused one is there, nothing is twice or different", () => {
    assert.deepEqual(
      { violations: report.violations, frozen: report.frozen },
      { violations: [], frozen: false },
    );
    rmSync(dir, { recursive: true });
  });
});
