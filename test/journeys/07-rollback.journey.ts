import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { journal, liftKillSwitch, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, LIGHT_RATE, openClient, startUsers } from "./support/users.ts";

const LONGEST_S = 120;

story("everybody goes back to V1 from 100 %, under load", (part) => {
  part("rollback-v1 takes less than 2 minutes and costs no user a request", async (t) => {
    const context = await reach(100);
    const users = startUsers(context, { rate: LIGHT_RATE });
    await pause(5_000);
    const rollback = await command("rollback-v1.ts", ["--reason", "a rehearsal"]);
    const { sent, failed, failures } = await users.stop();
    assertExit(rollback, 0);
    t.diagnostic(
      `rolled back in ${rollback.seconds.toFixed(1)} s, the start of the command included; ${sent} requests meanwhile, ${failed} failed`,
    );
    assert.ok(rollback.seconds < LONGEST_S, `it took ${rollback.seconds} s`);
    assert.equal(failed, 0, JSON.stringify(failures));
    assertSays(rollback, "through the public address: 1000 of 1000 users on V1");
  });

  part("it goes down by any number of steps, and only the journal's last lines tell of it", async () => {
    const entries = await journal(await platform());
    const last = entries.slice(-4).map((entry) => {
      if (entry.what === "rollback-started") return `${entry.what} to ${entry.to}: ${entry.reason}`;
      if (entry.what === "kill-switch") return `${entry.what} ${entry.action}: ${entry.reason}`;
      return entry.what === "rollback-finished"
        ? `${entry.what} at ${entry.stage} with ${entry.v2} %`
        : entry.what;
    });
    assert.deepEqual(last, [
      "kill-switch on: a rehearsal",
      "data-carried",
      "rollback-started to 000-baseline: a rehearsal",
      "rollback-finished at 000-baseline with 0 %",
    ]);
  });

  part(
    "the kill switch stays on until somebody lifts it, and the stage then keeps everybody on V1",
    async () => {
      const context = await platform();
      const status = await command("kill-switch.mjs", ["status"]);
      assertSays(status, "kill switch: ON");
      await liftKillSwitch(context);
      const client = openClient(context);
      try {
        assert.equal((await new Cohort(100).on(client, "v1")).size, 100);
      } finally {
        await client.close();
      }
    },
  );

  part("a rollback that would go up is refused", async () => {
    const refused = await command("rollback-v1.ts", ["--to", "50"]);
    assertExit(refused, 1);
    assertSays(
      refused,
      "the platform is at 000-baseline; 050-percent is above it, and a rollback only goes down [SSM-NOT-DOWN]",
    );
  });
});
