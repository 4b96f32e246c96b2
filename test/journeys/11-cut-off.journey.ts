import assert from "node:assert/strict";
import { after } from "node:test";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { until } from "../support/until.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { containerOf, judgeNow, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { LIGHT_RATE, startUsers } from "./support/users.ts";

story("containers lose their networks at 25 %, under load", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  after(async () => void (await users?.stop()));

  part("V2 cut off counts as dead", async () => {
    const context = await reach(25);
    users = startUsers(context, { rate: LIGHT_RATE });
    await cut(context, "v2", "backend");
    await until("V2 counts as dead", async () => (await judgeNow(context)).verdict.kind === "rollback");
  });

  part("Prometheus cut off too, nobody knows how V2 does: the stage is held, loudly", async () => {
    const context = await platform();
    await cut(context, "prometheus", "monitoring");
    await until("nothing is known", async () => {
      const { verdict } = await judgeNow(context);
      return verdict.kind === "hold" && verdict.warning !== null;
    });
    const held = await command("deploy-v2.ts", ["50"]);
    assertExit(held, 2);
    assertSays(held, /^WARNING: V2 has 25% of the traffic and this is unclear: /m);
  });

  part("heal connects both again, and every signal is back", async (t) => {
    const healed = await command("heal.ts", []);
    assertExit(healed, 0);
    for (const lost of [
      /connecting \S+-prometheus to \S+-monitoring again/,
      /connecting \S+-v2 to \S+-backend again/,
    ])
      assertSays(healed, lost);
    t.diagnostic(`healed in ${healed.seconds.toFixed(1)} s, the start of the command included`);
    const context = await platform();
    await until("the signals are back", async () => {
      const { measurements, verdict } = await judgeNow(context);
      return verdict.kind !== "rollback" && Object.values(measurements).every(({ value }) => value !== null);
    });
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
