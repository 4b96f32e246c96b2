import assert from "node:assert/strict";
import { partsOf } from "../../scripts/platform/containers/parts.ts";
import { splitIsPlausible } from "../../scripts/platform/deploy/split-test.ts";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { until } from "../support/until.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { liftKillSwitch, makeWell, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, openClient } from "./support/users.ts";

const LONGEST_S = 120;
const USERS = 400;

story("the machine restarts at 25 %, with the kill switch on", (part) => {
  part("every container starts again, but the secrets were in memory only and nobody is served", async () => {
    const context = await reach(25);
    assertExit(await command("kill-switch.mjs", ["on", "--reason", "before the restart"]), 0);
    await restartAll(context);
    const client = openClient(context);
    try {
      await assert.rejects(client.ask("/health"));
    } finally {
      await client.close();
    }
  });

  part("heal, which a unit of systemd runs after such a start, serves everybody from V1", async (t) => {
    const healed = await command("heal.ts", []);
    assertExit(healed, 0);
    assertSays(healed, "0 of 1000 users on V2, the kill switch is on");
    t.diagnostic(`served again ${healed.seconds.toFixed(1)} s after the start of heal`);
    assert.ok(healed.seconds < LONGEST_S, `it took ${healed.seconds} s`);
    const client = openClient(await platform());
    try {
      assert.equal((await new Cohort(50).on(client, "v1")).size, 50);
    } finally {
      await client.close();
    }
  });

  part("the stage is still 25 %: with the kill switch lifted V2 has its share again", async () => {
    const context = await platform();
    await makeWell(context);
    await liftKillSwitch(context);
    const client = openClient(context);
    try {
      const onV2 = (await new Cohort(USERS).on(client, "v2")).size;
      assert.ok(splitIsPlausible(onV2, USERS, 25), `${onV2} of ${USERS} users are on V2`);
    } finally {
      await client.close();
    }
  });

  part(
    "somebody stops the gateway and pauses Prometheus: heal lets the same containers run again",
    async () => {
      const { docker, instance } = await platform();
      const before = await partsOf(docker, instance);
      const containerOf = (service: string) =>
        docker.getContainer(before.find((item) => item.service === service)?.id ?? service);
      await containerOf("gateway").stop();
      await containerOf("prometheus").pause();
      const healed = await command("heal.ts", []);
      assertExit(healed, 0);
      assertSays(healed, "025-percent is put right");
      const idsOf = (parts: typeof before) => parts.map(({ id }) => id);
      assert.deepEqual(idsOf(await partsOf(docker, instance)), idsOf(before));
    },
  );
});

/** What a restart of the engine or of the machine does to one instance: no container is left that could hold a volume in memory. */
async function restartAll({ docker, instance }: Context): Promise<void> {
  const parts = await partsOf(docker, instance);
  await Promise.all(parts.map(({ id }) => docker.getContainer(id).kill({ signal: "SIGKILL" })));
  await until("nothing runs", async () => (await partsOf(docker, instance)).every(({ running }) => !running));
  await Promise.all(parts.map(({ id }) => docker.getContainer(id).start()));
}
