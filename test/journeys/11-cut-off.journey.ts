import assert from "node:assert/strict";
import { after } from "node:test";
import type { Context } from "../../scripts/platform/context.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { containerOf, judgeNow, makeWell, platform, reach, until } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { startUsers } from "./support/users.ts";

story("a container loses its network at 25 %, under load", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  after(async () => void (await users?.stop()));

  part(
    "without its scrapes nobody knows how V2 does: Prometheus cut off holds the stage, loudly",
    async () => {
      const context = await reach(25);
      users = startUsers(context);
      await cut(context, "prometheus", "monitoring");
      await until("nothing is known", 60, async () => {
        const { verdict } = await judgeNow(context);
        return verdict.kind === "hold" && verdict.warning !== null;
      });
      const held = await command("deploy-v2.ts", ["50"]);
      assertExit(held, 2);
      assertSays(held, /^WARNING: V2 has 25% of the traffic and this is unclear: /m);
    },
  );

  part("heal connects it again", async (t) => {
    const healed = await command("heal.ts", []);
    assertExit(healed, 0);
    t.diagnostic(`healed in ${healed.seconds.toFixed(1)} s, the start of the command included`);
    const context = await platform();
    await until("the signals are back", 60, async () => {
      const { measurements } = await judgeNow(context);
      return measurements.signsOfLife.value !== null && measurements.p95.value !== null;
    });
  });

  part("V2 cut off is noticed as dead, and V1 answers its users meanwhile", async () => {
    const context = await platform();
    await cut(context, "v2", "backend");
    await until("V2 counts as dead", 60, async () => (await judgeNow(context)).verdict.kind === "rollback");
    assertExit(await command("heal.ts", []), 0);
    await until("V2 is alive", 60, async () => (await judgeNow(context)).verdict.kind !== "rollback");
    await makeWell(context);
  });

  part("no user saw an error in all of it", async (t) => {
    const report = await users?.stop();
    users = undefined;
    t.diagnostic(`${report?.sent} requests, ${report?.failed} failed`);
    assert.equal(report?.failed, 0, JSON.stringify(report?.failures));
  });
});

/** As `docker network disconnect` does. */
async function cut(context: Context, service: string, network: string): Promise<void> {
  const { docker, instance } = context;
  const { id } = await containerOf(context, service);
  await docker.getNetwork(`${instance.instance}-${network}`).disconnect({ Container: id, Force: true });
}
