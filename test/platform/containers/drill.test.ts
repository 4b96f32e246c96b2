import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setDrill } from "../../../scripts/platform/containers/drill.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

describe("a drill", () => {
  it("is a file in the app's container, which the app never reads half-written", async (t) => {
    const { docker, instance, engine } = await contextOf(t, { containers: [partOf("v2")] });
    await setDrill(docker, instance, "v2", { latencyMs: 200, errorRate: 0.08 });
    assert.deepEqual(engine.commands, [
      "lab-v2-id: sh -c printf '%s' '{\"latencyMs\":200,\"errorRate\":0.08}' > /tmp/drill.json.new && mv /tmp/drill.json.new /tmp/drill.json",
    ]);
  });

  it("ends when the file is gone", async (t) => {
    const { docker, instance, engine } = await contextOf(t, { containers: [partOf("v2")] });
    await setDrill(docker, instance, "v2", null);
    assert.deepEqual(engine.commands, ["lab-v2-id: rm -f /tmp/drill.json"]);
  });

  it("needs an app that runs and takes it", async (t) => {
    const containers = [
      partOf("v1", { state: "exited" }),
      partOf("v2", { state: "paused", status: "Up 2 minutes (Paused)" }),
    ];
    const stopped = await contextOf(t, { containers });
    for (const [app, state] of [
      ["v1", "exited"],
      ["v2", "paused"],
      ["nexten", "it has no container"],
    ] as const)
      await assert.rejects(setDrill(stopped.docker, stopped.instance, app, null), {
        id: "SSM-NO-APP",
        exitCode: 1,
        message: `${app} of lab does not run (${state}); put it right: npm run heal`,
      });
    const full = await contextOf(t, { containers: [partOf("v2")], run: () => ({ code: 2 }) });
    await assert.rejects(setDrill(full.docker, full.instance, "v2", { crash: true }), {
      id: "SSM-DRILL",
      exitCode: 4,
      message: "v2 did not take the drill (exit code 2)",
    });
  });
});
