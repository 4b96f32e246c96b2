import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FENCE_FILE_IN_KEEPER, FOLLOW_FENCE } from "../../infra/plan/services/fence.ts";
import { partOf, type Ran } from "../support/fake-engine.ts";
import { gateway, killSwitch } from "../support/kill-switch.ts";

const LIFTED = `${FENCE_FILE_IN_KEEPER}.lifted`;
const OFF = ["off", "--reason", "V2 is healthy"];

describe("the fence that a rollback leaves", () => {
  const fenced = async (t: Parameters<typeof gateway>[0], codes: Readonly<Record<string, number>>) => {
    const containers = ["gateway", "keeper", "store-v2"].map((service) => partOf(service));
    const run = (id: string): Ran => ({ code: codes[id] ?? 0 });
    return gateway(t, { containers, run });
  };

  it("is lifted before V2 has users again", async (t) => {
    const engine = await fenced(t, {});
    await killSwitch(engine, OFF);
    const steps = engine.commands.slice(1, 4);
    assert.deepEqual(steps, [
      `lab-keeper-id: mv ${FENCE_FILE_IN_KEEPER} ${LIFTED}`,
      `lab-store-v2-id: sh -c ${FOLLOW_FENCE}`,
      "lab-gateway-id: rm -f /var/lib/gateway/state/kill-v2",
    ]);
  });

  it("is not looked for by anything but off, and a store that was never fenced is left alone", async (t) => {
    const without = await fenced(t, { "lab-keeper-id": 1 });
    await killSwitch(without, OFF);
    assert.ok(!without.commands.some((command) => command.startsWith("lab-store-v2-id")));
    for (const args of [["on"], ["status"], [...OFF, "--dry-run"]]) {
      const engine = await fenced(t, {});
      await killSwitch(engine, args);
      assert.ok(!engine.commands.some((command) => command.startsWith("lab-keeper-id")), args.join(" "));
    }
  });

  it("stays, and the kill switch with it, when the store does not give the right back", async (t) => {
    const engine = await fenced(t, { "lab-store-v2-id": 124 });
    const { code, error } = await killSwitch(engine, OFF);
    assert.equal(code, 4);
    assert.equal(
      error,
      "kill-switch: store-v2 did not give V2's app its right to write back; nothing was changed [SSM-KILL-FAILED]\n",
    );
    assert.equal(engine.commands.at(-1), `lab-keeper-id: mv ${LIFTED} ${FENCE_FILE_IN_KEEPER}`);
  });
});
