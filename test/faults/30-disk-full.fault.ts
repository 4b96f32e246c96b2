import assert from "node:assert/strict";
import { after } from "node:test";
import type { Context } from "../../scripts/platform/context.ts";
import { assertExit, assertSays, command } from "../journeys/support/commands.ts";
import { type SmallDisk, smallDisk } from "../journeys/support/full-disk.ts";
import { fingerprint, liftKillSwitch, platform, reach } from "../journeys/support/platform.ts";
import { story } from "../journeys/support/story.ts";
import { Cohort, openClient } from "../journeys/support/users.ts";

/** Enough for locks and lines of the journal, too little for a state. */
const A_LITTLE = 64 * 1024;

story("the disk that holds the state is full, at 10 %", (part) => {
  let disk: SmallDisk;
  let untouched: Record<string, string> = {};
  after(() => disk.remove());

  for (const [name, ...args] of [
    ["deploy-v2.ts", "10"],
    ["heal.ts"],
    ["state.ts", "restore", "latest", "--yes"],
  ] as const) {
    part(`${name} changes nothing and says what is full`, async () => {
      const context = await reach(10);
      disk ??= smallDisk(context.instance);
      untouched = await fingerprint(context);
      disk.fill(0);
      const refused = await command(name, args, { env: disk.env });
      assertExit(refused, 4);
      assertSays(
        refused,
        /the disk is full.*; the platform goes on serving\. Make room, then run the same command again/,
      );
      assertSays(refused, "[SSM-NO-SPACE]");
      assert.deepEqual(await fingerprint(context), untouched);
    });
  }

  part("status needs no room", async () => {
    assertExit(await command("status.ts", [], { env: disk.env }), 0);
  });

  part("the kill switch needs no room", async () => {
    const on = await command("kill-switch.mjs", ["on", "--reason", "full"], { env: disk.env });
    assertExit(on, 0);
    assertSays(on, "kill switch: ON, every request goes to V1");
    await assertServes(await platform(), "v1");
    await liftKillSwitch(await platform());
  });

  part("rollback-v1 brings the traffic back, and says what is left to do", async () => {
    const args = ["--to", "10", "--reason", "full"];
    const rollback = await command("rollback-v1.ts", args, { env: disk.env });
    assertExit(rollback, 5);
    assertSays(rollback, "traffic is on V1, but the declared state is not yet:\n");
    assertSays(rollback, /the disk is full|ENOSPC/);
    await assertServes(await platform(), "v1");
    await liftKillSwitch(await platform());
  });

  part(
    "full in the middle of pulumi up: partly done, and the same command goes on when there is room",
    async () => {
      disk.fill(A_LITTLE);
      const stopped = await command("heal.ts", [], { env: disk.env });
      assert.ok(stopped.code === 4 || stopped.code === 5, stopped.output);
      assertSays(stopped, "[SSM-NO-SPACE]");
      disk.makeRoom();
      assertExit(await command("heal.ts", [], { env: disk.env }), 0);
      assert.deepEqual(await fingerprint(await platform()), untouched);
      await assertServes(await platform());
    },
  );
});

async function assertServes(context: Context, release?: string): Promise<void> {
  const client = openClient(context);
  try {
    const found = await new Cohort(50).on(client, release ?? "v1");
    if (release !== undefined) assert.equal(found.size, 50);
  } finally {
    await client.close();
  }
}
