import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isKilled, throwKillSwitch } from "../../scripts/platform/kill.ts";
import { contextOf } from "../support/context.ts";
import { partOf } from "../support/fake-engine.ts";

const LAB = { place: "lab", instance: "lab" };
const FLAG = "/var/lib/gateway/state/kill-v2";

describe("the kill switch of a rollback", () => {
  it("is thrown by the same file as the command's", async (t) => {
    const { docker, engine } = await contextOf(t, { containers: [partOf("gateway")] });
    await throwKillSwitch(docker, LAB);
    assert.deepEqual(engine.commands, [`lab-gateway-id: touch ${FLAG}`]);
  });

  it("starts a gateway that does not run first", async (t) => {
    const { docker, engine } = await contextOf(t, { containers: [partOf("gateway", { state: "exited" })] });
    await throwKillSwitch(docker, LAB);
    const asked = engine.calls.map(({ method, path }) => `${method} ${path}`);
    assert.equal(asked[1], "POST /containers/lab-gateway-id/start");
    assert.deepEqual(engine.commands, [`lab-gateway-id: touch ${FLAG}`]);
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
