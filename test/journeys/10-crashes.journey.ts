import assert from "node:assert/strict";
import { after } from "node:test";
import { until } from "../support/until.ts";
import { crashUnderLoad, servicesOf } from "./support/crash.ts";
import { platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { startUsers } from "./support/users.ts";

story("one container after the other is killed at 25 %, under load", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  after(async () => void (await users?.stop()));

  part("5,000 users ask", async () => {
    users = startUsers(await reach(25));
    await until("the users ask", async () => (users?.snapshot()?.ok ?? 0) > 0);
  });

  part("each is well again by itself, and nobody notices but the gateway's and V1's own users", async (t) => {
    const context = await platform();
    assert.ok(users);
    for (const service of await servicesOf(context))
      t.diagnostic(await crashUnderLoad(context, users, service));
  });
});
