import assert from "node:assert/strict";
import { after } from "node:test";
import { exec } from "../../infra/targets/docker/providers/engine.ts";
import { until } from "../support/until.ts";
import { setClock, type WrongClock } from "./support/clock.ts";
import { judgeNow, makeWell, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { LIGHT_RATE, openClient, startUsers } from "./support/users.ts";

const HOUR_S = 3_600;

story("V2's clock is one hour ahead at 25 %, under load", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  let wrong: WrongClock | undefined;
  after(async () => {
    await users?.stop();
    await wrong?.restore();
    await makeWell(await platform());
  });

  part("what V2 sees is an hour off", async (t) => {
    const context = await reach(25);
    users = startUsers(context, { rate: LIGHT_RATE });
    wrong = await setClock(context, "v2", "+1h");
    await until("V2 is healthy", async () => {
      const state = await wrong?.container.inspect();
      return state?.State.Health?.Status === "healthy";
    });
    const { output } = await exec(wrong.container.id, ["node", "-p", "Date.now()"]);
    const ahead = (Number(output) - Date.now()) / 1000;
    t.diagnostic(`${ahead.toFixed(1)} s ahead`);
    assert.ok(Math.abs(ahead - HOUR_S) < 30, `${ahead} s`);
  });

  part("the gate still sees every signal of it, in the present", async () => {
    const context = await platform();
    await until("the gate passes its bounds", async () => {
      const { verdict } = await judgeNow(context);
      return verdict.lines.every(({ judgement }) => judgement === "PASS");
    });
  });

  part("V2 keeps what is written into its store", async () => {
    const client = openClient(await platform());
    const path = "/api/v2/sessions/clock";
    try {
      const document = { candidate_id: "clock", viewed_jobs: ["clock"] };
      assert.equal((await client.ask(path, { method: "PUT", json: document })).status, 201);
      const { status, body } = await client.ask(path);
      assert.deepEqual([status, JSON.parse(body)], [200, { id: "clock", ...document }]);
      assert.equal((await client.ask(path, { method: "DELETE" })).status, 204);
    } finally {
      await client.close();
    }
  });

  part("no user saw an error in all of it", async (t) => {
    const report = await users?.stop();
    users = undefined;
    t.diagnostic(`${report?.sent} requests, ${report?.failed} failed`);
    assert.equal(report?.failed, 0, JSON.stringify(report?.failures));
  });
});
