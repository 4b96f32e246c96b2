import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { FLAG, gateway } from "../support/kill-switch.ts";
import { freshClone } from "./fresh-clone.ts";

const ON = "kill switch: ON, every request goes to V1\n";

/** A clone with a rollback-v1 that only tells its arguments, and an engine with a running gateway. */
async function cloneWithGateway(t: TestContext, options: Parameters<typeof gateway>[1] = {}) {
  const [clone, engine] = [freshClone(), await gateway(t, options)];
  t.after(() => clone.remove());
  clone.write("scripts/rollback-v1.ts", "console.log('rollback', ...process.argv.slice(2));\n");
  const rollBack = (...args: string[]) =>
    clone.run(["rollback-v1", ...args], { DOCKER_SOCKET: engine.socket, LC_ALL: "C" });
  return { rollBack, engine };
}

describe("rollback-v1 before its packages", () => {
  it("brings the traffic back before it installs or loads anything", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    const first = await rollBack("--instance", "lab", "--reason", "V2 is slow", "--json", "--yes");
    assert.equal(first.output, "rollback --instance lab --reason V2 is slow --json --yes\n");
    assert.ok(first.messages.startsWith(`${ON}installing the pinned packages`), first.messages);
    assert.equal(engine.flag.isThere, true);
    assert.equal((await rollBack()).messages, ON);
  });

  it("throws the switch of the instance that is meant", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    await rollBack("--instance=beside");
    assert.deepEqual([engine.flag.isThere, engine.commands], [false, []]);
  });

  it("leaves the traffic alone while its arguments may be refused, a rehearsal above all", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    await rollBack("--dry-run");
    assert.equal(engine.flag.isThere, false);
    for (const args of [
      ["--to", "10"],
      ["--resume"],
      ["--restore-data", "x"],
      ["--nonsense"],
      ["--help"],
      ["25"],
    ])
      assert.equal((await rollBack(...args)).messages, "", args.join(" "));
    assert.equal(engine.flag.isThere, false);
  });

  it("takes a stage on trust while packages are installed, which takes too long to ask first", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    assert.ok((await rollBack("--to", "10")).messages.startsWith(ON));
    assert.equal(engine.flag.isThere, true);
  });

  it("says nothing when the switch cannot be thrown: rollback-v1 does, and tries again", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t, { sunset: true });
    const { output, messages } = await rollBack();
    assert.equal(output, "rollback\n");
    assert.match(messages, /^installing/);
    assert.ok(!engine.flag.isThere, FLAG);
  });
});
