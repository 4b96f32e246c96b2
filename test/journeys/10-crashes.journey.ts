import assert from "node:assert/strict";
import { after } from "node:test";
import { crashUnderLoad, servicesOf } from "./support/crash.ts";
import { platform, reach, until } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { startUsers } from "./support/users.ts";

const SERVICES = [
  "data-sync",
  "gateway",
  "gateway-exporter",
  "identity",
  "keeper",
  "nexten",
  "prober",
  "prometheus",
  "store-v1",
  "store-v2",
  "v1",
  "v2",
];

story("one container after the other is killed at 25 %, under load", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  after(async () => void (await users?.stop()));

  part("5,000 users ask, and these are all the containers there are", async () => {
    const context = await reach(25);
    users = startUsers(context);
    await until("the users ask", 30, async () => (users?.snapshot()?.ok ?? 0) > 0);
    assert.deepEqual(await servicesOf(context), SERVICES);
  });

  for (const service of SERVICES) {
    part(`${service} is killed, and is well again by itself`, async (t) => {
      assert.ok(users);
      t.diagnostic(await crashUnderLoad(await platform(), users, service));
    });
  }
});
