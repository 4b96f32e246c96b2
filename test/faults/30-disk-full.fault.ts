import assert from "node:assert/strict";
import { after } from "node:test";
import { assertExit, assertSays, command } from "../journeys/support/commands.ts";
import { type SmallDisk, smallDisk } from "../journeys/support/full-disk.ts";
import { fingerprint, liftKillSwitch, platform, reach } from "../journeys/support/platform.ts";
import { story } from "../journeys/support/story.ts";
import { Cohort, openClient } from "../journeys/support/users.ts";

/** Enough for locks and lines of the journal, too little for a state. */
const A_LITTLE = 64 * 1024;

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
      disk.fill(0);
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

  part("full in the middle of pulumi up: the same command finishes when there is room", async () => {
    disk.fill(A_LITTLE);
    const stopped = await command("heal.ts", [], { env: disk.env });
    assert.ok(stopped.code === 4 || stopped.code === 5, stopped.output);
    assertSays(stopped, "[SSM-NO-SPACE]");
    disk.makeRoom();
    assertExit(await command("heal.ts", [], { env: disk.env }), 0);
    assert.deepEqual(await fingerprint(await platform()), untouched);
    await assertServed();
  });
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
