import assert from "node:assert/strict";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertExit, assertSays, command } from "../journeys/support/commands.ts";
import { containerOf, platform, reach } from "../journeys/support/platform.ts";
import { story } from "../journeys/support/story.ts";
import { type Client, openClient, startUsers } from "../journeys/support/users.ts";
import { until } from "../support/until.ts";

const CUT_S = 60;
const OFFER = { titre: "Chef de projet", competences: ["Java", "SQL"], salaire: "45K-55K" };
const JOB = { title: "Java developer", required_skills: ["Java"] };

story(`data-sync loses its stores for ${CUT_S} s at 50 %, under load`, (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  let client: Client | undefined;
  let written = 0;
  after(async () => {
    await users?.stop();
    await client?.close();
  });
  const opened = () => {
    assert.ok(client, "the first part opens the client");
    return client;
  };
  const put = async (path: string, json: object) => {
    const { status, body } = await opened().ask(path, { method: "PUT", json });
    assert.equal(status, 201, `${path}: ${body}`);
  };
  const remove = async (path: string) =>
    assert.equal((await opened().ask(path, { method: "DELETE" })).status, 204, path);
  const has = async (path: string, status = 200) => (await opened().ask(path)).status === status;
  const fires = async (alert: string) =>
    (await (await platform()).prometheus.alerts()).some(
      ({ name, state }) => name === alert && state === "firing",
    );

  part("apps go on writing and deleting on both sides, and two alerts tell of it", async () => {
    const context = await reach(50);
    client = openClient(context);
    users = startUsers(context);
    await put("/api/v1/offers/cut-gone-1", OFFER);
    await put("/api/v2/jobs/cut-gone-2", JOB);
    await until(
      "both are carried",
      async () => (await has("/api/v2/jobs/cut-gone-1")) && has("/api/v1/offers/cut-gone-2"),
    );
    const { id } = await containerOf(context, "data-sync");
    const network = context.docker.getNetwork(`${context.instance.instance}-data`);
    await network.disconnect({ Container: id, Force: true });
    const ends = performance.now() + CUT_S * 1000;
    await remove("/api/v1/offers/cut-gone-1");
    await remove("/api/v2/jobs/cut-gone-2");
    while (performance.now() < ends) {
      await put(`/api/v1/offers/cut-a-${written}`, OFFER);
      await put(`/api/v2/jobs/cut-b-${written}`, JOB);
      written++;
      await pause(100);
    }
    for (const alert of ["StoreAway", "SyncLate"]) assert.ok(await fires(alert), `${alert} must fire`);
    assert.ok(await has("/api/v2/jobs/cut-a-0", 404), "nothing can have been carried");
  });

  part("heal connects it again, and all of it arrives on the other side", async (t) => {
    const healed = await command("heal.ts", []);
    assertExit(healed, 0);
    assertSays(healed, /connecting \S+-data-sync to \S+-data again/);
    const began = performance.now();
    const last = written - 1;
    await until(
      "the last writes are carried",
      async () => (await has(`/api/v2/jobs/cut-a-${last}`)) && has(`/api/v1/offers/cut-b-${last}`),
    );
    await until(
      "the deletes are carried",
      async () => (await has("/api/v2/jobs/cut-gone-1", 404)) && has("/api/v1/offers/cut-gone-2", 404),
    );
    const parity = await command("sync.ts", ["verify", "--full"]);
    assertExit(parity, 0);
    assertSays(parity, " 0 not");
    t.diagnostic(
      `healed in ${healed.seconds.toFixed(1)} s; ${2 * written} documents equal on both sides ${((performance.now() - began) / 1000).toFixed(1)} s later`,
    );
    for (const alert of ["StoreAway", "SyncLate"])
      await until(`${alert} has ended`, async () => !(await fires(alert)));
  });

  part("no user saw an error in all of it", async (t) => {
    const report = await users?.stop();
    users = undefined;
    t.diagnostic(`${report?.sent} requests, ${report?.failed} failed`);
    assert.equal(report?.failed, 0, JSON.stringify(report?.failures));
  });
});
