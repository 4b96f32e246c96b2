import assert from "node:assert/strict";
import { setDrill } from "../../scripts/platform/containers/drill.ts";
import { assertExit, assertSays } from "./support/commands.ts";
import { makeWell, reach, startDeploy } from "./support/platform.ts";
import { assertRolledBackWithin } from "./support/rolled-back.ts";
import { story } from "./support/story.ts";
import { startUsers } from "./support/users.ts";

/** Until V2 was slow for the shortest window of the P95 trigger, four parts of four scrapes, and one scrape more. */
const SUSTAINED_S = 17;

story("V2 turns slow (P95 200 ms) when it gets its first users, and deploy-v2 watches", (part) => {
  part("everybody is back on V1 within 15 s of the trigger being met, and nobody saw an error", async (t) => {
    const context = await reach(0);
    const users = startUsers(context);
    try {
      // Its gate has passed by then: only the watch is left to notice.
      const deploy = await startDeploy(context, 10, "pulumi up: 010-percent");
      await setDrill(context.docker, context.instance, "v2", { latencyMs: 200 });
      await deploy.says("watching 010-percent for 20 s");
      const since = Date.now();
      const rolledBack = await deploy.ended;
      assertExit(rolledBack, 3);
      assertSays(rolledBack, /deploy-v2: rolled back: p95 trigger \d+ ms > 150 ms over/);
      await assertRolledBackWithin(context, since, SUSTAINED_S + 15, (line) => t.diagnostic(line));
    } finally {
      const { failed, failures } = await users.stop();
      assert.equal(failed, 0, JSON.stringify(failures));
      await makeWell(context);
    }
  });
});
