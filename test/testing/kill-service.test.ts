import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it, type TestContext } from "node:test";
import { killService } from "../../scripts/testing/kill-service.ts";
import { contextOf } from "../support/context.ts";
import { partOf } from "../support/fake-engine.ts";

/** A platform whose store-v1 has these process ids, one look after the other; the last one stays. */
function withStore(t: TestContext, pids: readonly number[], looked: () => void = () => {}) {
  let look = 0;
  return contextOf(t, {
    containers: [partOf("store-v1")],
    instead: ({ method, path }) => {
      if (method !== "GET" || !/^\/containers\/[^/]+\/json$/.test(path)) return null;
      looked();
      const Pid = pids[Math.min(look++, pids.length - 1)];
      return { status: 200, body: JSON.stringify({ State: { Running: true, Pid } }) };
    },
  });
}

describe("killing a service", () => {
  it("ends its process with SIGKILL, and waits until another one runs", async (t) => {
    const child = spawn("sleep", ["60"]);
    const pid = child.pid ?? 0;
    const ended = once(child, "exit");
    const context = await withStore(t, [pid, pid, pid + 1]);
    await killService(context, "store-v1");
    assert.deepEqual((await ended)[1], "SIGKILL");
    assert.equal(context.engine.calls.filter(({ path }) => path.endsWith("/json")).length, 3);
  });

  it("starts it by hand where the process may not be touched", async (t) => {
    t.mock.method(process, "kill", () => {
      throw new Error("EPERM");
    });
    const context = await withStore(t, [1, 2]);
    await killService(context, "store-v1");
    const posts = context.engine.calls.filter(({ method }) => method === "POST").map(({ path }) => path);
    assert.equal(posts.length, 2);
    assert.match(posts[0] ?? "", /\/kill\?signal=SIGKILL$/);
    assert.match(posts[1] ?? "", /\/start$/);
  });

  it("fails when there is no such service, and when it does not run again", async (t) => {
    t.mock.method(process, "kill", () => true);
    t.mock.timers.enable({ apis: ["Date"] });
    const context = await withStore(t, [1], () => t.mock.timers.tick(31_000));
    await assert.rejects(killService(context, "v3"), { message: "there is no container of v3" });
    await assert.rejects(killService(context, "store-v1"), {
      message: "store-v1 did not run again within 30 s",
    });
  });
});
