import assert from "node:assert/strict";
import { outputIn } from "../../../scripts/platform/containers/run-in.ts";
import type { Context } from "../../../scripts/platform/instance/context.ts";
import { until } from "../../support/until.ts";
import { command } from "./commands.ts";
import { containerOf } from "./platform.ts";
import type { Client } from "./users.ts";

const EVERY_MS = 2_000;
const FALLBACK = "fetch('http://v1:5062/api/v1/health').then((answer) => process.exit(answer.ok ? 0 : 1))";

/** A partner who asks V1 by name and a V2 that falls back on V1 by itself, again and again until stopped. */
export async function startCallingV1(context: Context, client: Client): Promise<{ stop(): Promise<void> }> {
  const { id } = await containerOf(context, "v2");
  let isOver = false;
  const call = async () => {
    while (!isOver) {
      const { status } = await client.ask("/api/v1/health", { headers: { "user-agent": "partner-crm/2.1" } });
      assert.equal(status, 200);
      assert.equal((await outputIn(context.docker, id, ["node", "-e", FALLBACK])).code, 0);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const calling = call();
  // Who never stops it hears of its end elsewhere.
  calling.catch(() => {});
  return {
    stop: () => {
      isOver = true;
      return calling;
    },
  };
}

const END_SESSIONS = `redis="redis-cli --user sync --no-auth-warning"
$redis --scan --pattern "session:*" | while read -r key; do $redis del "$key"; done`;

/** Ends the sessions that earlier journeys left on V1, as time would. */
export async function endSessions(context: Context): Promise<void> {
  const { docker } = context;
  const read = ["cat", "/run/secrets/store-v1-password"];
  const { output: password } = await outputIn(docker, (await containerOf(context, "data-sync")).id, read);
  const store = await containerOf(context, "store-v1");
  const env = { REDISCLI_AUTH: password.trim() };
  assert.equal((await outputIn(docker, store.id, ["sh", "-c", END_SESSIONS], env)).code, 0);
  await until("no session is V1's alone", async () => (await command("sync.ts", ["v1-sessions"])).code === 0);
}
