import { after, describe, it } from "node:test";
import { crashUnderLoad, servicesOf } from "../journeys/support/crash.ts";
import { platform, reach } from "../journeys/support/platform.ts";
import { startUsers } from "../journeys/support/users.ts";
import { until } from "../support/until.ts";

const STAGES = [0, 10, 25, 50, 75, 100];

for (const stage of STAGES) {
  describe(`at ${stage} %, under load`, () => {
    let users: ReturnType<typeof startUsers> | undefined;
    after(async () => void (await users?.stop()));

    it("every container is killed in turn, and is well again by itself", async (t) => {
      const context = await reach(stage);
      const load = startUsers(context);
      users = load;
      await until("the users ask", async () => (load.snapshot()?.ok ?? 0) > 0);
      for (const service of await servicesOf(context))
        t.diagnostic(`${stage} %: ${await crashUnderLoad(await platform(), load, service)}`);
    });
  });
}
