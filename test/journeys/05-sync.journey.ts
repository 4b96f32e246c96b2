import assert from "node:assert/strict";
import { runIn } from "../../scripts/platform/containers/run-in.ts";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { until } from "../support/until.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { containerOf, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { type Client, openClient } from "./support/users.ts";

const OFFER = { titre: "Chef de projet", competences: ["Java", "SQL"], salaire: "45K-55K" };
const JOB = { title: "Java developer", required_skills: ["Java"] };

story("both stores stay equal", (part) => {
  const client = async <T>(work: (client: Client) => Promise<T>) => {
    const opened = openClient(await reach(100));
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };
  const has = async (user: Client, path: string, status = 200) => (await user.ask(path)).status === status;

  part("what is written through one release appears through the other", () =>
    client(async (user) => {
      await user.ask("/api/v1/offers/sync-1", { method: "PUT", json: OFFER });
      await until("V2 has the job", () => has(user, "/api/v2/jobs/sync-1"));
      await user.ask("/api/v2/jobs/sync-2", { method: "PUT", json: JOB });
      await until("V1 has the offer", () => has(user, "/api/v1/offers/sync-2"));
      await user.ask("/api/v2/jobs/sync-1", { method: "DELETE" });
      await until("V1 has it no more", () => has(user, "/api/v1/offers/sync-1", 404));
    }),
  );

  part("a killed data-sync loses nothing, and what was deleted meanwhile stays deleted", () =>
    client(async (user) => {
      const context = await platform();
      const container = await containerOf(context, "data-sync");
      await container.kill({ signal: "SIGKILL" });
      await user.ask("/api/v1/offers/sync-3", { method: "PUT", json: OFFER });
      await user.ask("/api/v1/offers/sync-2", { method: "DELETE" });
      await container.start();
      await until("V2 has the new job", () => has(user, "/api/v2/jobs/sync-3"));
      await until("V2 has the deleted one no more", () => has(user, "/api/v2/jobs/sync-2", 404));
      assert.ok(await has(user, "/api/v1/offers/sync-2", 404));
      await user.ask("/api/v2/jobs/sync-3", { method: "DELETE" });
      const parity = await command("sync.ts", ["verify", "--full"]);
      assertExit(parity, 0);
      assertSays(parity, " 0 not");
    }),
  );

  part("an operator is told in words, and can stop it and let it go on", async () => {
    await reach(100);
    assertSays(await command("sync.ts", ["status"]), "changes are carried both ways; v2 wins");
    assertExit(await command("sync.ts", ["freeze", "--reason", "a journey"]), 0);
    const frozen = await command("sync.ts", ["status"]);
    assertExit(frozen, 2);
    assertSays(frozen, "FROZEN, nothing is written: a journey");
    assertExit(await command("sync.ts", ["unfreeze", "--yes"]), 0);
    await until("it goes on", async () => (await command("sync.ts", ["status"])).code === 0);
  });

  part("a store that comes up empty raises an alert with what to do, which ends when that is done", () =>
    client(async (user) => {
      const context = await platform();
      const fires = async () =>
        (await context.prometheus.alerts()).some(
          ({ name, state }) => name === "StoreCameUpEmpty" && state === "firing",
        );
      await user.ask("/api/v1/offers/sync-4", { method: "PUT", json: OFFER });
      await until("V2 has the job", () => has(user, "/api/v2/jobs/sync-4"));
      assert.equal(await fires(), false);
      await emptyStore(context, "store-v1");
      await until("the alert fires", fires);
      const status = await command("status.ts", []);
      assertSays(
        status,
        /^ALERT {7}StoreCameUpEmpty, critical, since .*: store-v1 came up without its history/m,
      );
      assertSays(status, "next: npm run sync -- unfreeze --from v2 (docs/data.md#when-it-freezes)");
      assertExit(await command("sync.ts", ["unfreeze", "--from", "v2", "--yes"]), 0);
      await until("V1 has its offer again", () => has(user, "/api/v1/offers/sync-4"));
      await until("the alert has ended", async () => !(await fires()));
      await user.ask("/api/v1/offers/sync-4", { method: "DELETE" });
    }),
  );
});

/** Takes away what a store has written, and the store before it can write it again. */
async function emptyStore(context: Context, service: string): Promise<void> {
  const container = await containerOf(context, service);
  assert.equal(await runIn(context.docker, container.id, ["sh", "-c", "rm -rf /var/lib/store/data/*"]), 0);
  await container.kill({ signal: "SIGKILL" });
  await container.start();
}
