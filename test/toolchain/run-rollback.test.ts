import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { FLAG, gateway } from "../support/kill-switch.ts";
import { freshClone } from "./fresh-clone.ts";

const ON = "kill switch: ON, every request goes to V1\n";

// The entry reads a command's options in its source.
const SCRIPT = `// .option("--to <stage>", "") .option("--dry-run", "") .option("--instance <name>", "")
console.log('rollback', ...process.argv.slice(2));`;

/** A clone with a rollback-v1 that only tells its arguments, and an engine with a running gateway. */
async function cloneWithGateway(t: TestContext, options: Parameters<typeof gateway>[1] = {}) {
  const [clone, engine] = [freshClone(), await gateway(t, options)];
  t.after(() => clone.remove());
  clone.write("scripts/rollback-v1.ts", SCRIPT);
  const own = { SSM_DOCKER_HOST: `unix://${engine.socket}`, LC_ALL: "C" };
  const rollBack = (env: Readonly<Record<string, string>>, ...args: string[]) =>
    clone.run(["rollback-v1", ...args], { ...own, ...env });
  return { clone, rollBack, engine };
}

describe("rollback-v1 before its packages", () => {
  it("brings the traffic back before it installs or loads anything", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    const first = await rollBack({}, "--instance", "lab", "--reason", "V2 is slow", "--json", "--yes");
    assert.equal(first.output, "rollback --instance lab --reason V2 is slow --json --yes\n");
    assert.ok(first.messages.startsWith(`${ON}installing the pinned packages`), first.messages);
    assert.equal(engine.flag.isThere, true);
    assert.equal((await rollBack({})).messages, ON);
  });

  it("throws the switch of the instance that is meant", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    await rollBack({}, "--instance=beside");
    assert.deepEqual([engine.flag.isThere, engine.commands], [false, []]);
  });

  it("leaves the traffic alone while its arguments may be refused, a rehearsal above all", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    await rollBack({}, "--dry-run");
    assert.equal(engine.flag.isThere, false);
    for (const args of [
      ["--to", "10"],
      ["--resume"],
      ["--restore-data", "x"],
      ["--nonsense"],
      ["--help"],
      ["25"],
    ])
      assert.equal((await rollBack({}, ...args)).messages, "", args.join(" "));
    assert.equal(engine.flag.isThere, false);
  });

  it("leaves alone an engine that the environment points at without naming it for us", async (t) => {
    const { clone, rollBack, engine } = await cloneWithGateway(t);
    clone.write("docker/config.json", JSON.stringify({ currentContext: "far" }));
    const elsewhere = [
      { DOCKER_HOST: `unix://${engine.socket}` },
      { DOCKER_SOCKET: engine.socket },
      { DOCKER_CONTEXT: "far" },
      { DOCKER_CONFIG: join(clone.root, "docker") },
    ];
    for (const env of elsewhere) {
      await rollBack({ SSM_DOCKER_HOST: "", ...env });
      assert.equal(engine.flag.isThere, false, JSON.stringify(env));
    }
  });

  it("refuses options that npm took for itself, before the traffic", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t);
    for (const [name, option] of Object.entries({
      npm_config_dry_run: "--dry-run",
      npm_config_token_description: "--to",
      npm_config_instance: "--instance",
    })) {
      const { code, messages } = await rollBack({ npm_lifecycle_event: "rollback-v1", [name]: "true" });
      assert.deepEqual(
        [code, messages],
        [
          1,
          `npm took ${option} for itself, and nothing was done; after a -- it is the command's: npm run rollback-v1 -- ${option} [SSM-USAGE]\n`,
        ],
      );
    }
    assert.equal(engine.flag.isThere, false);
  });

  it("says nothing when the switch cannot be thrown: rollback-v1 does, and tries again", async (t) => {
    const { rollBack, engine } = await cloneWithGateway(t, { sunset: true });
    const { output, messages } = await rollBack({});
    assert.equal(output, "rollback\n");
    assert.match(messages, /^installing/);
    assert.ok(!engine.flag.isThere, FLAG);
  });
});
