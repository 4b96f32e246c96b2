import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { GATEWAY_PATHS } from "../../../infra/config-files/nginx/input.ts";
import { FLAG, NO_V1, THROW, WAS_ON } from "../../../scripts/kill-switch/flag.mjs";
import { askKillSwitch, isKilled, throwKillSwitch } from "../../../scripts/platform/rollback/kill.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const LAB = { place: "lab", instance: "lab" };
const THROWN = [`lab-gateway-id: sh -c ${THROW}`];

describe("the kill switch of a rollback", () => {
  it("is thrown as by the command, by the file that nginx looks for and in one call", async (t) => {
    for (const code of [0, WAS_ON]) {
      const { docker, engine } = await contextOf(t, {
        containers: [partOf("gateway")],
        run: () => ({ code }),
      });
      await throwKillSwitch(docker, LAB);
      assert.deepEqual(engine.commands, THROWN);
    }
    assert.equal(FLAG, GATEWAY_PATHS.killFlag);
    assert.ok(THROW.includes(` ${GATEWAY_PATHS.config}/current/nginx.conf;`), THROW);
  });

  it("is thrown in the instance's own gateway, whoever else carries its labels", async (t) => {
    const stray = partOf("gateway", { id: "stray", name: "a-copy" });
    const { docker, engine } = await contextOf(t, { containers: [stray, partOf("gateway")] });
    await throwKillSwitch(docker, LAB);
    assert.ok(engine.commands.every((command) => command.startsWith("lab-gateway-id: ")));
  });

  it("starts a gateway that does not run first", async (t) => {
    const { docker, engine } = await contextOf(t, { containers: [partOf("gateway", { state: "exited" })] });
    await throwKillSwitch(docker, LAB);
    const asked = engine.calls.map(({ method, path }) => `${method} ${path}`);
    assert.equal(asked[1], "POST /containers/lab-gateway-id/start");
    assert.deepEqual(engine.commands, THROWN);
  });

  it("fails with a reason when there is no gateway or it cannot write", async (t) => {
    const none = await contextOf(t, { containers: [partOf("v1")] });
    await assert.rejects(throwKillSwitch(none.docker, LAB), {
      id: "SSM-NO-GATEWAY",
      exitCode: 4,
      message: "there is no gateway to throw the kill switch of",
    });
    const full = await contextOf(t, { containers: [partOf("gateway")], run: () => ({ code: 1 }) });
    await assert.rejects(throwKillSwitch(full.docker, LAB), {
      id: "SSM-KILL-FAILED",
      exitCode: 4,
      message: `the gateway could not write ${FLAG}`,
    });
  });

  it("is refused after the sunset, with the reason", async (t) => {
    const { docker } = await contextOf(t, { containers: [partOf("gateway")], run: () => ({ code: NO_V1 }) });
    await assert.rejects(throwKillSwitch(docker, LAB), {
      id: "SSM-NO-V1",
      exitCode: 1,
      message:
        "V1's app is gone since the sunset: there is nothing to send anybody to, and nothing was changed. When V2 is sick: npm run status, npm run heal",
    });
  });

  it("is thrown by a shell that writes the flag unless nginx' configuration names no V1", async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "gateway-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const [flag, config] = [join(folder, "kill-v2"), join(folder, "nginx.conf")];
    const own = THROW.replaceAll(FLAG, flag).replace(/\/etc\S+nginx\.conf/, config);
    const thrown = () => [spawnSync("sh", ["-c", own], { stdio: "ignore" }).status, existsSync(flag)];
    writeFileSync(config, "upstream v2 {}");
    assert.deepEqual(thrown(), [NO_V1, false]);
    rmSync(config);
    assert.deepEqual(thrown(), [0, true], "whoever cannot tell does not refuse");
    assert.deepEqual(thrown(), [WAS_ON, true]);
    rmSync(flag);
    writeFileSync(config, "upstream v1 {}");
    assert.deepEqual(thrown(), [0, true]);
  });

  it("is on while the file is there; without a running gateway nobody can ask", async (t) => {
    const answers = [0, 1].map(async (code) => {
      const { docker } = await contextOf(t, { containers: [partOf("gateway")], run: () => ({ code }) });
      return isKilled(docker, LAB);
    });
    assert.deepEqual(await Promise.all(answers), [true, false]);
    const { docker } = await contextOf(t, { containers: [partOf("gateway", { state: "exited" })] });
    assert.deepEqual([await isKilled(docker, LAB), await askKillSwitch(docker, LAB)], [false, null]);
  });
});
