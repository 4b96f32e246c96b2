import assert from "node:assert/strict";
import { after } from "node:test";
import { locks } from "../../scripts/platform/pulumi/state-locks.ts";
import { assertExit, assertSays, command, startCommand } from "../journeys/support/commands.ts";
import { type SmallDisk, smallDisk } from "../journeys/support/full-disk.ts";
import { fingerprint, liftKillSwitch, platform, reach } from "../journeys/support/platform.ts";
import { story } from "../journeys/support/story.ts";
import { Cohort, openClient } from "../journeys/support/users.ts";
import { until } from "../support/until.ts";

/** The journey of the full disk tells of deploy-v2, status and rollback-v1. */
story("the disk that holds the state is full, at 10 %", (part) => {
  let disk: SmallDisk;
  let untouched: Record<string, string> = {};
  after(() => disk.remove());

  for (const [name, ...args] of [["heal.ts"], ["state.ts", "restore", "latest", "--yes"]] as const) {
    part(`${name} changes nothing and says what is full`, async () => {
      const context = await reach(10);
      disk ??= smallDisk(context.instance);
      untouched = await fingerprint(context);
      disk.fill();
      const refused = await command(name, args, { env: disk.env });
      assertExit(refused, 4);
      assertSays(refused, /the disk is full.*; the platform goes on serving\. Make room, then run the same/);
      assertSays(refused, "[SSM-NO-SPACE]");
      assert.deepEqual(await fingerprint(context), untouched);
    });
  }

  part("the kill switch needs no room", async () => {
    const on = await command("kill-switch.mjs", ["on", "--reason", "full"], { env: disk.env });
    assertExit(on, 0);
    assertSays(on, "kill switch: ON, every request goes to V1");
    await assertServed("v1");
    await liftKillSwitch(await platform());
  });

  part(
    "full in the middle of pulumi up: what the messages name puts it right when there is room",
    async (t) => {
      const { instance } = await platform();
      const healing = startCommand("heal.ts", [], { env: disk.env });
      const isAtWork = async () => locks({ ...instance, dir: disk.dir }).length > 0;
      disk.makeRoom();
      await until("pulumi is at work", isAtWork);
      disk.fill();
      const stopped = await healing.ended;
      assert.ok(stopped.code === 4 || stopped.code === 5, stopped.output);
      assertSays(stopped, "[SSM-NO-SPACE]");
      disk.makeRoom();
      const healed = await command("heal.ts", [], { env: disk.env });
      t.diagnostic(`the state is ${healed.code === 0 ? "whole" : "torn"}`);
      if (healed.code !== 0) {
        assertSays(healed, /npm run state -- --instance \S+ restore latest \[SSM-STATE\]/);
        assertExit(await command("state.ts", ["restore", "latest", "--yes"], { env: disk.env }), 0);
        assertExit(await command("heal.ts", [], { env: disk.env }), 0);
      }
      assert.deepEqual(await fingerprint(await platform()), untouched);
      await assertServed();
    },
  );
});

/** Every user gets a 200; with `release`, from that release. */
async function assertServed(release?: string): Promise<void> {
  const client = openClient(await platform());
  try {
    const found = await new Cohort(50).on(client, release ?? "v1");
    if (release !== undefined) assert.equal(found.size, 50);
  } finally {
    await client.close();
  }
}
