import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { thisProcess } from "../../scripts/toolchain/process-owner.ts";
import { type FakeEngineOptions, fakeEngine, partOf } from "../support/fake-engine.ts";
import { runCommandFile } from "../support/run-command.ts";
import { runScript } from "../support/run-script.ts";

const BESIDE = partOf("gateway", {}, "beside");
const LAB = {
  containers: [partOf("gateway"), partOf("v1"), BESIDE],
  networks: ["net-id"],
  volumes: ["lab-store-v1-data"],
};

/** An engine, by default with two instances of the lab, and the state of one of them. */
async function lab(t: TestContext, there: FakeEngineOptions = LAB) {
  const engine = await fakeEngine(t, {
    ...there,
    instead: ({ path }) => (path.endsWith("/version") ? { status: 200, body: '{"Version":"28.0.0"}' } : null),
  });
  const state = mkdtempSync(join(tmpdir(), "state-"));
  t.after(() => rmSync(state, { recursive: true }));
  const folder = join(state, "lab", "lab");
  mkdirSync(folder, { recursive: true });
  const down = (...args: string[]) =>
    runCommandFile(t, "down.ts", ["--docker-host", `unix://${engine.socket}`, ...args], {
      SSM_STATE_DIR: state,
    });
  const removed = () => engine.calls.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  const unanswered = (...args: string[]) =>
    runScript("down.ts", ["--docker-host", `unix://${engine.socket}`, ...args], { SSM_STATE_DIR: state });
  return { down, unanswered, removed, folder };
}

const LIST = "instance lab of lab: 2 containers, 1 network, 1 volume, its state and journal\n";

describe("npm run down", () => {
  it("lists what it would remove, and removes nothing", async (t) => {
    const { down, removed, folder } = await lab(t);
    assert.deepEqual(await down("--dry-run"), { code: 0, out: LIST, error: "" });
    assert.deepEqual([removed(), existsSync(folder)], [[], true]);
  });

  it("removes what one instance made, its state included, and nothing of another", async (t) => {
    const { down, removed, folder } = await lab(t);
    const { code, out } = await down("--yes");
    assert.equal(code, 0);
    assert.equal(
      out,
      `${LIST}removed 2 containers\nremoved 1 network\nremoved 1 volume\nnothing of it is left; the cache of built parts stays for the next start\n`,
    );
    assert.deepEqual(removed(), [
      "/containers/lab-gateway-id?force=true&v=true",
      "/containers/lab-v1-id?force=true&v=true",
      "/networks/net-id",
      "/volumes/lab-store-v1-data",
    ]);
    assert.ok(!existsSync(folder));
  });

  it("says of an instance that its state is not here, and removes it all the same", async (t) => {
    const { down, removed, folder } = await lab(t);
    rmSync(folder, { recursive: true });
    const said = `instance lab of lab: 2 containers, 1 network, 1 volume\n${folder} knows nothing of it: another user made it, or another SSM_STATE_DIR, and may be using it; with its containers its data go\n`;
    assert.deepEqual(await down("--dry-run"), { code: 0, out: said, error: "" });
    const { code, out } = await down("--yes");
    assert.deepEqual([code, out.startsWith(said), removed().length], [0, true, 4]);
  });

  it("takes no answer for a no, and names the option that does not ask", async (t) => {
    const { unanswered, removed, folder } = await lab(t);
    assert.deepEqual(await unanswered(), {
      code: 1,
      out: LIST,
      error:
        "remove all of it, data included? [y/N] \ndown: nothing was changed; --yes does not ask [SSM-DECLINED]\n",
    });
    assert.deepEqual([removed(), existsSync(folder)], [[], true]);
  });

  it("says that there is nothing of an instance, and asks nobody", async (t) => {
    const { unanswered, removed, folder } = await lab(t, { containers: [BESIDE] });
    rmSync(folder, { recursive: true });
    const out = "there is nothing of instance lab of lab here, and nothing was removed\n";
    for (const how of [[], ["--yes"], ["--dry-run"]])
      assert.deepEqual(await unanswered(...how), { code: 0, out, error: "" });
    assert.deepEqual(removed(), []);
  });

  it("waits for nobody: it refuses while a change runs", async (t) => {
    const { down, removed, folder } = await lab(t);
    writeFileSync(
      join(folder, "deploy.lock"),
      JSON.stringify({ ...thisProcess(), id: "x", since: Date.now() }),
    );
    const { code, error } = await down("--yes");
    assert.deepEqual(
      [code, error, removed()],
      [
        1,
        `down: a change is running (pid ${process.pid}); stop it first: kill -INT ${process.pid} [SSM-BUSY]\n`,
        [],
      ],
    );
  });
});
