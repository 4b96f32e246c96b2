import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { healthyAgain } from "../../../scripts/testing/soak/healthy-again.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

describe("waiting for what was killed", () => {
  const sick = { status: "Up 2 minutes (unhealthy)" };

  it("resolves when it is healthy, whatever the others are", async (t) => {
    const context = await contextOf(t, { containers: [partOf("store-v1"), partOf("v1", sick)] });
    await healthyAgain(context, ["store-v1"]);
  });

  it("names what is not healthy after a minute", async (t) => {
    t.mock.timers.enable({ apis: ["Date"] });
    const context = await contextOf(t, {
      containers: [partOf("store-v1", sick), partOf("v1", sick)],
      instead: () => {
        t.mock.timers.tick(61_000);
        return null;
      },
    });
    await assert.rejects(healthyAgain(context, ["store-v1"]), {
      id: "SSM-SOAK-SLOW",
      exitCode: 4,
      message: "not healthy again within 60 s, so nothing was compared: lab-store-v1 (unhealthy)",
    });
  });
});
