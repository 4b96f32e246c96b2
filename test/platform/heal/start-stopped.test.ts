import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startStopped } from "../../../scripts/platform/heal/start-stopped.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const PARTS = [
  partOf("gateway", { state: "exited" }),
  partOf("prometheus", { state: "paused", status: "Up 2 minutes (Paused)" }),
  partOf("v1"),
  partOf("v2", { state: "restarting", status: "Restarting (1) 2 seconds ago" }),
];

describe("containers that somebody stopped", () => {
  it("run again, paused ones too; others are left alone", async (t) => {
    const { docker, instance, told, report, engine } = await contextOf(t, {
      containers: PARTS,
      instead: ({ method }) => (method === "POST" ? { status: 204, body: "" } : null),
    });
    assert.deepEqual(await startStopped(docker, instance, report), ["lab-gateway", "lab-prometheus"]);
    assert.deepEqual(told, [
      "starting lab-gateway, which is exited",
      "starting lab-prometheus, which is paused",
    ]);
    const asked = engine.calls.filter(({ method }) => method === "POST").map(({ path }) => path);
    assert.deepEqual(asked.sort(), [
      "/containers/lab-gateway-id/start",
      "/containers/lab-prometheus-id/unpause",
    ]);
  });

  it("that cannot start are told, and stop none of the others", async (t) => {
    const { docker, instance, told, report } = await contextOf(t, {
      containers: PARTS,
      instead: ({ method, path }) => {
        if (method !== "POST") return null;
        if (path.includes("prometheus")) return { status: 204, body: "" };
        return { status: 500, body: '{"message":"port is already allocated"}' };
      },
    });
    assert.deepEqual(await startStopped(docker, instance, report), ["lab-prometheus"]);
    assert.match(told.at(-1) ?? "", /^lab-gateway cannot be started: .*port is already allocated/);
  });
});
