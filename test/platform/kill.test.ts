import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isKilled, throwKillSwitch } from "../../scripts/platform/kill.ts";
import { contextOf } from "../support/context.ts";
import { partOf } from "../support/fake-engine.ts";

const LAB = { place: "lab", instance: "lab" };
const FLAG = "/var/lib/gateway/state/kill-v2";
const HAS_V1 = "grep -q upstream v1  /etc/gateway/files/current/nginx.conf";

describe("the kill switch of a rollback", () => {
  it("is thrown by the same file as the command's", async (t) => {
    const { docker, engine } = await contextOf(t, { containers: [partOf("gateway")] });
    await throwKillSwitch(docker, LAB);
    assert.deepEqual(engine.commands, [`lab-gateway-id: ${HAS_V1}`, `lab-gateway-id: touch ${FLAG}`]);
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
    assert.deepEqual(engine.commands, [`lab-gateway-id: ${HAS_V1}`, `lab-gateway-id: touch ${FLAG}`]);
  });

  it("fails with a reason when there is no gateway or it cannot write", async (t) => {
    const none = await contextOf(t, { containers: [partOf("v1")] });
    await assert.rejects(throwKillSwitch(none.docker, LAB), {
      id: "SSM-NO-GATEWAY",
      exitCode: 4,
      message: "there is no gateway to throw the kill switch of",
    });
    const run = (_id: string, [program]: readonly string[]) => ({ code: program === "grep" ? 0 : 1 });
    const full = await contextOf(t, { containers: [partOf("gateway")], run });
    await assert.rejects(throwKillSwitch(full.docker, LAB), {
      id: "SSM-KILL-FAILED",
      exitCode: 4,
      message: `the gateway could not write ${FLAG}`,
    });
  });

  it("is refused after the sunset, with the reason, and the flag is not written", async (t) => {
    const run = (_id: string, [program]: readonly string[]) => ({ code: program === "grep" ? 1 : 0 });
    const { docker, engine } = await contextOf(t, { containers: [partOf("gateway")], run });
    await assert.rejects(throwKillSwitch(docker, LAB), {
      id: "SSM-NO-V1",
      exitCode: 1,
      message:
        "V1's app is gone since the sunset: there is nothing to send anybody to, and nothing was changed. When V2 is sick: npm run status, npm run heal",
    });
    assert.deepEqual(engine.commands, [`lab-gateway-id: ${HAS_V1}`]);
  });

  it("is thrown where the gateway cannot tell whether there is a V1", async (t) => {
    const run = (_id: string, [program]: readonly string[]) => ({ code: program === "grep" ? 127 : 0 });
    const { docker, engine } = await contextOf(t, { containers: [partOf("gateway")], run });
    await throwKillSwitch(docker, LAB);
    assert.equal(engine.commands.at(-1), `lab-gateway-id: touch ${FLAG}`);
  });

  it("is on while the file is there; without a running gateway nobody can ask", async (t) => {
    const answers = [0, 1].map(async (code) => {
      const { docker } = await contextOf(t, { containers: [partOf("gateway")], run: () => ({ code }) });
      return isKilled(docker, LAB);
    });
    assert.deepEqual(await Promise.all(answers), [true, false]);
    const { docker } = await contextOf(t, { containers: [partOf("gateway", { state: "exited" })] });
    assert.equal(await isKilled(docker, LAB), false);
  });
});
