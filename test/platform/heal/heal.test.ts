import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { heal, type Repairable } from "../../../scripts/platform/heal/heal.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const V1 = partOf("v1");
const CONTAINER = { type: "docker:index/container:Container", id: V1.id };
const NETWORK = { type: "docker:index/network:Network", id: "backend-id" };

/** A stack whose state holds these resources and so many operations that never ended. */
function stackOf(resources: readonly object[], pending = 0) {
  const done: string[] = [];
  const stack: Repairable = {
    exportStack: async () => ({
      version: 3,
      deployment: { resources, pending_operations: Array.from({ length: pending }, () => ({})) },
    }),
    cancel: async () => void done.push("cancel"),
    refresh: async (options) => void done.push(`refresh ${JSON.stringify(options)}`),
  };
  return { stack, done };
}

const removals = (calls: readonly { method: string; path: string }[]) =>
  calls.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);

describe("the repair before a change", () => {
  it("does nothing when the state knows everything that runs", async (t) => {
    const { docker, instance, told, report, engine } = await contextOf(t, {
      containers: [V1],
      networks: ["backend-id"],
    });
    const { stack, done } = stackOf([CONTAINER, NETWORK]);
    await heal(stack, docker, instance, report);
    assert.deepEqual([done, told, removals(engine.calls)], [[], [], []]);
  });

  it("removes containers and networks that the state does not know, with what still hangs on them", async (t) => {
    const { docker, instance, told, report, engine } = await contextOf(t, {
      containers: [V1, partOf("v2")],
      networks: ["backend-id", "stranger-network"],
      instead: ({ method, path }) =>
        method !== "DELETE" && path.startsWith("/networks/stranger-network")
          ? { status: 200, body: JSON.stringify({ Containers: { [V1.id]: {} } }) }
          : null,
    });
    const { stack, done } = stackOf([CONTAINER, NETWORK]);
    await heal(stack, docker, instance, report);
    assert.deepEqual(told, [
      "removing the container lab-v2, which the state does not know",
      "removing the network stranger-net, which the state does not know",
    ]);
    assert.deepEqual(removals(engine.calls), [
      "DELETE /containers/lab-v2-id?force=true",
      "POST /networks/stranger-network/disconnect",
      "DELETE /networks/stranger-network",
    ]);
    assert.deepEqual(done, []);
  });

  it("clears operations that never ended", async (t) => {
    const { docker, instance, told, report } = await contextOf(t, { containers: [V1] });
    const { stack, done } = stackOf([CONTAINER], 1);
    await heal(stack, docker, instance, report);
    assert.deepEqual(told, ["the last change was interrupted: repairing the state"]);
    assert.deepEqual(done, ['refresh {"clearPendingCreates":true}']);
  });

  it("clears the lock of a dead process, and refuses while its owner lives", async (t) => {
    const { docker, instance, told, report } = await contextOf(t);
    const folder = join(instance.dir, "pulumi/.pulumi/locks/organization/supersmartmatch/lab");
    mkdirSync(folder, { recursive: true });
    const lock = (pid: number) =>
      writeFileSync(join(folder, "a.json"), JSON.stringify({ pid, hostname: hostname() }));
    const { stack, done } = stackOf([]);
    // Above the kernel's largest.
    lock(2 ** 22 + 1);
    await heal(stack, docker, instance, report);
    assert.deepEqual([done, told], [["cancel"], ["the lock of process 4194305, which is dead, is cleared"]]);
    lock(process.pid);
    await assert.rejects(heal(stack, docker, instance, report), {
      id: "SSM-LOCKED",
      exitCode: 1,
      message: `another change is running (pid ${process.pid}); wait for it, or stop it with: kill -INT ${process.pid}`,
    });
  });
});
