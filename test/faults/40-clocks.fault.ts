import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { setClock, type WrongClock } from "../journeys/support/clock.ts";
import { judgeNow, makeWell, platform, reach } from "../journeys/support/platform.ts";
import { openClient, startUsers } from "../journeys/support/users.ts";
import { until } from "../support/until.ts";

/** Prometheus asks the kernel itself, past every library, and the keeper looks at no clock. */
const SERVICES = ["v1", "v2", "nexten", "prober", "gateway-exporter", "store-v1", "store-v2", "gateway"];

for (const offset of ["+1h", "-1h"]) {
  describe(`the clock of one container is off by ${offset} at 10 %`, () => {
    let wrong: WrongClock | undefined;
    after(async () => void (await wrong?.restore()));

    for (const service of SERVICES) {
      it(`${service}: users are served and the gate knows everything`, async () => {
        const context = await reach(10);
        wrong = await setClock(context, service, offset);
        const { container } = wrong;
        await until("it is healthy", async () => {
          const { State } = await container.inspect();
          return State.Health?.Status === "healthy";
        });
        const users = startUsers(context);
        try {
          await until("every signal is known", async () => {
            const { verdict } = await judgeNow(await platform());
            return verdict.lines.every(({ judgement }) => judgement === "PASS");
          });
        } finally {
          const { failed, failures } = await users.stop();
          assert.equal(failed, 0, JSON.stringify(failures));
        }
        await assertSessions();
        await wrong.restore();
        wrong = undefined;
        await makeWell(await platform());
      });
    }
  });
}

async function assertSessions(): Promise<void> {
  const client = openClient(await platform());
  try {
    for (const [path, json] of [
      ["/api/v1/sessions/clock", { candidat_id: "clock", offres_vues: ["clock"] }],
      ["/api/v2/sessions/clock", { candidate_id: "clock", viewed_jobs: ["clock"] }],
    ] as const) {
      assert.equal((await client.ask(path, { method: "PUT", json })).status, 201, path);
      assert.equal((await client.ask(path)).status, 200, path);
      assert.equal((await client.ask(path, { method: "DELETE" })).status, 204, path);
    }
  } finally {
    await client.close();
  }
}
