import assert from "node:assert/strict";
import { after } from "node:test";
import { userOf } from "../../infra/plan/addressing.ts";
import { mustExec } from "../../infra/targets/docker/providers/engine.ts";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { until } from "../support/until.ts";
import { killAt, repairs } from "./support/interrupted.ts";
import { containerOf, liftKillSwitch, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, LIGHT_RATE, openClient, startUsers } from "./support/users.ts";

const HEAL = ["heal.ts"] as const;
const ROLLBACK = ["rollback-v1.ts", "--to", "25", "--reason", "pulumi was killed"] as const;

story("pulumi up is killed in the middle of one resource, at 25 %, under load", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  after(async () => void (await users?.stop()));

  part("while it makes V2's container: the same command again heals", async (t) => {
    const context = await reach(25);
    users = startUsers(context, { rate: LIGHT_RATE });
    await until("the users ask", async () => (users?.snapshot()?.ok ?? 0) > 0);
    await (await containerOf(context, "v2")).remove({ force: true });
    await killAt(HEAL, "create v2-container");
    t.diagnostic(`healed in ${(await repairs(HEAL)).toFixed(1)} s`);
    await assertServes(context);
  });

  part("while it writes the secrets: rollback-v1 heals", async (t) => {
    const { instance } = await platform();
    const { uid } = userOf("v2");
    const remove = ["rm", "/volumes/v2-secrets/store-password"];
    await mustExec(`${instance.instance}-keeper`, remove, String(uid));
    await killAt(HEAL, "update secret-files");
    t.diagnostic(`healed in ${(await repairs(ROLLBACK)).toFixed(1)} s`);
    await liftKillSwitch(await platform());
    await assertServes(await platform());
  });

  part("no user lost a request by any of it", async (t) => {
    const report = await users?.stop();
    users = undefined;
    t.diagnostic(`${report?.sent} requests, ${report?.failed} failed`);
    assert.equal(report?.failed, 0, JSON.stringify(report?.failures));
  });
});

async function assertServes(context: Context): Promise<void> {
  const client = openClient(context);
  try {
    // Every one of them must get a 200.
    await new Cohort(100).on(client, "v1");
  } finally {
    await client.close();
  }
}
