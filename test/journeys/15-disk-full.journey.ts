import assert from "node:assert/strict";
import { after } from "node:test";
import { until } from "../support/until.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { type SmallDisk, smallDisk } from "./support/full-disk.ts";
import { fingerprint, liftKillSwitch, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, LIGHT_RATE, openClient, startUsers } from "./support/users.ts";

const NEEDS_ROOT = process.getuid?.() === 0 ? false : "only root can mount a small disk to fill";
const BACK = ["--to", "25", "--reason", "full"];

story("the disk that holds the state is full at 25 %, under load", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  let disk: SmallDisk | undefined;
  let untouched: Record<string, string> = {};
  after(async () => {
    await users?.stop();
    disk?.remove();
  });
  const run = (name: string, args: readonly string[]) => command(name, args, { env: disk?.env ?? {} });
  const onFullDisk = (claim: string, check: Parameters<typeof part>[1]) => part(claim, check, NEEDS_ROOT);

  onFullDisk("deploy-v2 changes nothing and says what is full", async () => {
    const context = await reach(25);
    users = startUsers(context, { rate: LIGHT_RATE });
    await until("the users ask", async () => (users?.snapshot()?.ok ?? 0) > 0);
    untouched = await fingerprint(context);
    disk = smallDisk(context.instance);
    disk.fill();
    const refused = await run("deploy-v2.ts", ["25"]);
    assertExit(refused, 4);
    assertSays(
      refused,
      /the disk is full.*; the platform goes on serving\. Make room, then run the same command again.* \[SSM-NO-SPACE\]/,
    );
  });

  onFullDisk("status needs no room", async () => assertExit(await run("status.ts", []), 0));

  onFullDisk("rollback-v1 brings everybody back, and says what is left to do", async () => {
    const rollback = await run("rollback-v1.ts", BACK);
    assertExit(rollback, 5);
    assertSays(rollback, /kill switch thrown in \d+\.\d s: every request goes to V1/);
    assertSays(rollback, "traffic is on V1, but the declared state is not yet:\nthe disk is full");
    assertSays(rollback, "finish with: npm run rollback-v1 [SSM-ROLLBACK-PARTLY]");
    const client = openClient(await platform());
    try {
      assert.equal((await new Cohort(50).on(client, "v1")).size, 50);
    } finally {
      await client.close();
    }
  });

  onFullDisk(
    "with room again the same command finishes: nothing is torn, no container was touched",
    async () => {
      disk?.makeRoom();
      assertExit(await run("rollback-v1.ts", BACK), 0);
      assertExit(await run("status.ts", []), 0);
      assert.deepEqual(await fingerprint(await platform()), untouched);
      await liftKillSwitch(await platform());
    },
  );

  onFullDisk("no user saw an error in all of it", async (t) => {
    const report = await users?.stop();
    users = undefined;
    t.diagnostic(`${report?.sent} requests, ${report?.failed} failed`);
    assert.equal(report?.failed, 0, JSON.stringify(report?.failures));
  });
});
