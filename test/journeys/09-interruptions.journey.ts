import assert from "node:assert/strict";
import { after } from "node:test";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { locks } from "../../scripts/platform/pulumi/state-locks.ts";
import { assertExit, assertSays, command, startCommand } from "./support/commands.ts";
import { liftKillSwitch, platform, reach, startDeploy } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, openClient, startUsers } from "./support/users.ts";

const LONGEST_ROLLBACK_S = 120;

story("a change is interrupted", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  after(async () => void (await users?.stop()));

  part("Ctrl-C ends npm start while it waits for a gate, and the platform goes on", async () => {
    await reach(0);
    const start = startCommand("start.ts", ["--stage", "10", "--hold", "10m", "--no-traffic"]);
    await start.says("000-baseline | split");
    start.kill("SIGINT");
    const stopped = await start.ended;
    assertExit(stopped, 5);
    assertSays(
      stopped,
      "stopping after the running step; the platform goes on serving. Once more to stop at once",
    );
    assertSays(
      stopped,
      "start: stopped at 000-baseline, which goes on serving; npm start goes on from here [SSM-STOPPED]",
    );
    await assertServes(await platform());
  });

  part("Ctrl-C ends deploy-v2 in the middle of pulumi up, and the platform goes on", async () => {
    const context = await platform();
    users = startUsers(context);
    const deploy = await startDeploy(context, 10, "update gateway-config");
    deploy.kill("SIGINT");
    const stopped = await deploy.ended;
    assertExit(stopped, 5);
    assertSays(
      stopped,
      "stopped as asked, after the running step; the platform goes on serving. Run the same command again, or npm run rollback-v1 [SSM-CANCELED]",
    );
    await assertServes(context);
  });

  part("the same command again finishes what was begun", async () => {
    const again = await command("deploy-v2.ts", ["10"]);
    assertExit(again, 0);
    assertSays(again, "finishing the interrupted change to 010-percent: its gate was passed before it began");
    assertSays(again, /users on V2 \(asked 10 %\), TLS 1.3, headers and stickiness fine/);
  });

  part(
    "after pulumi and its command are killed in the middle of a deploy, rollback-v1 takes less than 2 minutes",
    async (t) => {
      const context = await platform();
      const deploy = await startDeploy(context, 25, "update gateway-config");
      const engines = locks(context.instance);
      assert.equal(engines.length, 1, "pulumi must be at work");
      process.kill(deploy.pid, "SIGKILL");
      for (const { pid } of engines) process.kill(pid, "SIGKILL");
      await deploy.ended;
      const rollback = await command("rollback-v1.ts", ["--reason", "pulumi was killed"]);
      assertExit(rollback, 0);
      assertSays(rollback, /the lock of process \d+, which is dead, is cleared/);
      t.diagnostic(`rolled back in ${rollback.seconds.toFixed(1)} s, the start of the command included`);
      assert.ok(rollback.seconds < LONGEST_ROLLBACK_S, `it took ${rollback.seconds} s`);
      await assertServes(context, "v1");
    },
  );

  part("no user lost a request by any of it", async (t) => {
    const report = await users?.stop();
    users = undefined;
    t.diagnostic(`${report?.sent} requests, ${report?.failed} failed`);
    assert.equal(report?.failed, 0, JSON.stringify(report?.failures));
  });

  part("the next deploy finds nothing left to repair", async () => {
    await liftKillSwitch(await platform());
    const deploy = await command("deploy-v2.ts", ["0"]);
    assertExit(deploy, 0);
    assert.doesNotMatch(deploy.output, /repairing|is cleared/);
  });
});

async function assertServes(context: Context, release?: string): Promise<void> {
  const client = openClient(context);
  try {
    // Every one of them must get a 200.
    const found = await new Cohort(100).on(client, release ?? "v1");
    if (release !== undefined) assert.equal(found.size, 100);
  } finally {
    await client.close();
  }
}
