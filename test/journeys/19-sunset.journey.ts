import assert from "node:assert/strict";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { EXIT } from "../../scripts/platform/command/command.ts";
import { partsOf } from "../../scripts/platform/containers/parts.ts";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { listSnapshots } from "../../scripts/platform/snapshots/manifest.ts";
import { assertExit, assertSays, command, type Outcome } from "./support/commands.ts";
import { fingerprint, journal, platform, reach, untilGatePasses } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { type Client, LIGHT_RATE, MATCH, openClient, startUsers } from "./support/users.ts";
import { endSessions, startCallingV1 } from "./support/v1-callers.ts";

/** The lab's hold, and two scrapes. */
const HOLD_S = 35;
const SIGNED_IN = { candidat_id: "last-on-v1" };

story("V1 is retired", (part) => {
  let users: ReturnType<typeof startUsers> | undefined;
  let client: Client;
  let cookie = "";
  let before: Record<string, string>;
  after(async () => {
    await users?.stop();
    await client?.close();
  });

  part("while somebody needs it, the sunset is refused with everything that does, by name", async () => {
    const context = await reach(100);
    await endSessions(context);
    users = startUsers(context, { fixedPath: "/api/auth/jwks", rate: LIGHT_RATE });
    client = openClient(context);
    const calling = await startCallingV1(context, client);
    const { status, headers } = await client.ask("/api/v1/login", { json: SIGNED_IN });
    assert.equal(status, 200);
    cookie = String(headers["set-cookie"]).match(/ssm_session=[^;]+/)?.[0] ?? "";
    await pause(HOLD_S * 1000);
    before = await fingerprint(context);
    const refused = await sunset(context, "--yes");
    await calling.stop();
    assertExit(refused, 1);
    assertSays(refused, "verdict of 100-percent: PASS");
    assertSays(refused, /met {6}all documents are equal in both stores: \d+ documents? equal, 0 not/);
    assertSays(refused, "130-sunset removes V1's app for good, and 3 conditions for it are not met");
    assertSays(refused, /found: 1 session that V2 has never served; unless used, the last one ends at 2/);
    assertSays(refused, /found: v2 \(\d+\)/);
    assertSays(refused, /found: \/api\/v1\/ partner-crm\/2\.1 \(\d+\)/);
    assertSays(refused, "[SSM-SUNSET]");
  });

  part("a bare pulumi up is refused by the guard, and nothing is touched", async () => {
    const context = await platform();
    const refused = await command("pulumi.ts", ["up", "--yes"], { env: { SSM_STAGE: "130-sunset" } });
    assert.notEqual(refused.code, 0, refused.output);
    assertSays(refused, "130-sunset removes V1's app for good, and nothing clears it; nothing was changed");
    assert.deepEqual(await fingerprint(context), before);
  });

  part("once its last user came to V2 and nobody calls V1, every condition is met", async () => {
    const context = await platform();
    assert.equal((await client.ask("/api/v2/me", { headers: { cookie } })).status, 200);
    await pause(HOLD_S * 1000);
    const rehearsal = await sunset(context, "--dry-run");
    assertExit(rehearsal, 0);
    assertSays(rehearsal, "met      no session is V1's alone: V2 has served every session");
    assertSays(rehearsal, "met      nobody past the gateway called V1 during the hold: none");
    assertSays(rehearsal, "met      no client asked on a route of V1's own during the hold: none");
    const declined = await sunset(context);
    assertExit(declined, 1);
    assertSays(declined, "nothing was changed; --yes does not ask [SSM-DECLINED]");
    assert.deepEqual(await fingerprint(context), before);
  });

  part("it goes, after an archive was taken and restored, and nobody sees a failed request", async (t) => {
    const context = await platform();
    const gone = await sunset(context, "--yes");
    assertExit(gone, 0);
    t.diagnostic(`retired in ${gone.seconds.toFixed(1)} s`);
    const services = (await partsOf(context.docker, context.instance)).map(({ service }) => service);
    assert.ok(!services.includes("v1") && services.includes("store-v1"), services.join(", "));
    const archive = (await listSnapshots(context.instance)).at(-1);
    assert.ok(archive?.restored != null && archive.keepUntil !== null, JSON.stringify(archive));
    t.diagnostic(
      `archive ${archive.id}: ${archive.restored.documents} documents, until ${archive.keepUntil}`,
    );
    const judged = (await journal(context)).findLast(({ what }) => what === "sunset-judged");
    assert.ok(judged?.what === "sunset-judged" && judged.archive === archive.id && judged.unmet.length === 0);
    await pause(5_000);
    const report = await users?.stop();
    users = undefined;
    t.diagnostic(`${report?.sent} requests, ${report?.failed} failed`);
    assert.equal(report?.failed, 0, JSON.stringify(report?.failures));
  });

  part("who was last on V1 is still signed in, V1's own routes say that it is gone", async () => {
    assert.equal((await client.ask("/api/me", { headers: { cookie } })).status, 200);
    const { status, headers } = await client.ask("/api/match", MATCH);
    assert.deepEqual([status, headers["x-release"]], [200, "v2"]);
    for (const path of ["/api/v1/health", "/api/status", "/docs/"]) {
      const answer = await client.ask(path);
      assert.equal(answer.status, 410, path);
      assert.equal(JSON.parse(answer.body).error, "V1 is gone, ask V2");
    }
  });

  part("kill switch and rollback are refused with the reason, and change nothing", async () => {
    const context = await platform();
    const untouched = await fingerprint(context);
    const entries = (await journal(context)).length;
    for (const [name, ...args] of [
      ["kill-switch.mjs", "on"],
      ["rollback-v1.ts"],
      ["rollback-v1.ts", "--to", "100"],
      ["rollback-v1.ts", "--dry-run"],
    ] as const) {
      const refused = await command(name, args);
      assertExit(refused, 1);
      assertSays(refused, /V1's app is gone since the sunset: .* nothing was changed.* \[SSM-NO-V1\]/);
    }
    assert.deepEqual(await fingerprint(context), untouched);
    assert.equal((await journal(context)).length, entries);
  });

  part("the rest works as before: status, heal, drill, snapshot, and the stage once more", async () => {
    const offer = { title: "Chef de projet", required_skills: ["Java"] };
    assert.equal((await client.ask("/api/v2/jobs/after-v1", { method: "PUT", json: offer })).status, 201);
    for (const [name, ...args] of [
      ["status.ts"],
      ["drill.ts", "v2", "--latency", "1ms"],
      ["drill.ts", "v2", "--off"],
      ["heal.ts", "--yes"],
      ["snapshot.ts", "create"],
      ["sync.ts", "verify", "--full"],
      ["deploy-v2.ts", "130-sunset", "--yes"],
    ] as const)
      assertExit(await command(name, args), 0);
    const kept = await listSnapshots((await platform()).instance);
    assert.equal(kept.filter(({ keepUntil }) => keepUntil !== null).length, 1);
  });
});

/** `deploy-v2 -- 130-sunset` once the gate passes; it may close again between the two. */
async function sunset(context: Context, ...options: string[]): Promise<Outcome> {
  for (let tried = 1; ; tried++) {
    await untilGatePasses(context);
    const outcome = await command("deploy-v2.ts", ["130-sunset", ...options]);
    if (outcome.code !== EXIT.held || tried === 10) return outcome;
  }
}
