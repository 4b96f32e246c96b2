import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../support/until.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { containerOf, journal, liftKillSwitch, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { askAllTheTime, assertSecurityHeaders, MATCH, openClient } from "./support/users.ts";

story("somebody throws the kill switch at 100 %", (part) => {
  part("no request that begins once it says so reaches V2, and nobody gets an error", async (t) => {
    const context = await reach(100);
    const asking = askAllTheTime(context, 16);
    await pause(1_000);
    const thrown = performance.now();
    const on = await command("kill-switch.mjs", ["on", "--reason", "a rehearsal"]);
    const said = performance.now();
    assertExit(on, 0);
    assertSays(on, "kill switch: ON, every request goes to V1");
    await pause(2_000);
    const asked = await asking.stop();
    const failed = asked.filter(({ status }) => status !== 200);
    assert.deepEqual(failed, []);
    const onV2 = asked.filter(({ release }) => release === "v2").map(({ began }) => began);
    assert.ok(onV2.length > 0, "nobody was on V2 before");
    t.diagnostic(
      `the last request to V2 began ${Math.round(Math.max(...onV2) - thrown)} ms after the command was started; ${asked.length} requests in all`,
    );
    const late = onV2.filter((began) => began > said);
    assert.equal(late.length, 0, `${late.length} requests reached V2 after the command had ended`);
  });

  part("V2's own paths say 503, when to come back, and every security header", async () => {
    const client = openClient(await platform());
    try {
      const answer = await client.ask("/api/v2/health");
      assert.equal(answer.status, 503);
      assert.equal(answer.headers["retry-after"], "30");
      assertSecurityHeaders(answer, "/api/v2/health");
    } finally {
      await client.close();
    }
  });

  part("it stays on when the gateway is killed and started again", async () => {
    const context = await platform();
    const gateway = await containerOf(context, "gateway");
    await gateway.kill({ signal: "SIGKILL" });
    await gateway.start();
    const client = openClient(context);
    try {
      await until(
        "the gateway answers",
        async () => (await client.ask("/health").catch(() => null))?.status === 200,
      );
      for (let i = 0; i < 30; i++)
        assert.equal((await client.ask("/api/match", MATCH)).headers["x-release"], "v1");
    } finally {
      await client.close();
    }
    const status = await command("kill-switch.mjs", ["status", "--json"]);
    assertExit(status, 0);
    assert.deepEqual(JSON.parse(status.output), {
      instance: context.instance.instance,
      on: true,
      changed: false,
    });
  });

  part("no stage is entered while it is on", async () => {
    for (const name of ["deploy-v2.ts", "start.ts"]) {
      const refused = await command(name, name === "start.ts" ? ["--no-traffic"] : ["100"]);
      assertExit(refused, 1);
      assertSays(
        refused,
        'the kill switch is on: every request goes to V1. Lift it when V2 is healthy: npm run kill-switch -- off --reason "…" [SSM-KILLED]',
      );
    }
  });

  part("it is lifted only with a reason, and then V2 answers again", async () => {
    const bare = await command("kill-switch.mjs", ["off"]);
    assertExit(bare, 1);
    assertSays(
      bare,
      'kill-switch: lifting the kill switch needs a reason: npm run kill-switch -- off --reason "V2 is healthy again"',
    );
    const context = await platform();
    await liftKillSwitch(context);
    const client = openClient(context);
    try {
      await until(
        "V2 answers",
        async () => (await client.ask("/api/match", MATCH)).headers["x-release"] === "v2",
      );
    } finally {
      await client.close();
    }
  });

  part("the journal knows who did it and why", async () => {
    const entries = (await journal(await platform())).filter((entry) => entry.what === "kill-switch");
    assert.deepEqual(
      entries.slice(-2).map(({ action, reason }) => [action, reason]),
      [
        ["on", "a rehearsal"],
        ["off", "the next journey"],
      ],
    );
    assert.ok(entries.every(({ who }) => who !== ""));
  });
});
