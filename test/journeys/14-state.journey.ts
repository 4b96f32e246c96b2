import assert from "node:assert/strict";
import { truncateSync } from "node:fs";
import { after } from "node:test";
import { stateFile } from "../../scripts/platform/pulumi/state-copies.ts";
import { copyCheckout } from "./support/checkout.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { fingerprint, liftKillSwitch, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, openClient } from "./support/users.ts";

const CORRUPT =
  /the state of \S+ is CORRUPT: it is no JSON: .*; nothing was changed, the platform goes on serving/;
const RESTORE =
  /put back its newest readable copy \(\S+: 025-percent, \d+ resources\): npm run state -- --instance \S+ restore latest/;

story("the Pulumi state is torn at 25 %, and somebody has only a second clone at hand", (part) => {
  const clone = copyCheckout();
  after(() => clone.remove());

  part("every command says so in one message, with the command that helps", async () => {
    const { instance } = await reach(25);
    truncateSync(stateFile(instance), 1_000);
    for (const [name, ...args] of [
      ["status.ts"],
      ["deploy-v2.ts", "25"],
      ["heal.ts"],
      ["pulumi.ts", "preview"],
      ["start.ts", "--no-traffic"],
    ] as const) {
      const refused = await command(name, args);
      assertExit(refused, 1);
      for (const said of [CORRUPT, RESTORE, /\[SSM-STATE\]/]) assertSays(refused, said);
    }
  });

  part("rollback-v1 from the second clone brings the traffic back all the same", async () => {
    const options = { project: clone.dir };
    const rollback = await command("rollback-v1.ts", ["--to", "25", "--reason", "torn"], options);
    assertExit(rollback, 5);
    assertSays(rollback, /kill switch thrown in \d+\.\d s: every request goes to V1/);
    assertSays(rollback, CORRUPT);
    assertSays(rollback, RESTORE);
    await assertOn("v1");
  });

  part("the list of copies says which can be put back, and how the present state is", async () => {
    const list = await command("state.ts", ["list"]);
    assertExit(list, 0);
    assertSays(list, /^present +CORRUPT: it is no JSON/m);
    assertSays(list, /^2\S+Z {2}025-percent, \d+ resources, \d+ kB$/m);
  });

  part(
    "restore puts the newest back, the second clone goes on with it, and no container is touched",
    async (t) => {
      const untouched = await fingerprint(await platform());
      const restored = await command("state.ts", ["restore", "latest", "--yes"]);
      assertExit(restored, 0);
      assertSays(restored, "it is put back; now run: npm run heal");
      assertExit(await command("heal.ts", []), 0);
      const options = { project: clone.dir };
      const rollback = await command("rollback-v1.ts", ["--to", "25", "--reason", "again"], options);
      assertExit(rollback, 0);
      t.diagnostic(`rolled back from the second clone in ${rollback.seconds.toFixed(1)} s`);
      assert.deepEqual(await fingerprint(await platform()), untouched);
      await liftKillSwitch(await platform());
    },
  );

  part("a copy that is torn itself is refused", async () => {
    const { instance } = await platform();
    const torn = await command("state.ts", ["list", "--json"]);
    const { copies } = JSON.parse(torn.output);
    const corrupt = copies.find((copy: { state: { readable: boolean } }) => !copy.state.readable);
    const refused = await command("state.ts", ["restore", corrupt.name, "--yes"]);
    assertExit(refused, 1);
    assertSays(refused, `the copy ${corrupt.name} cannot be put back: it is no JSON`);
    assertSays(refused, "[SSM-NO-COPY]");
    assert.ok(instance.dir);
  });
});

async function assertOn(release: string): Promise<void> {
  const client = openClient(await platform());
  try {
    assert.equal((await new Cohort(50).on(client, release)).size, 50);
  } finally {
    await client.close();
  }
}
