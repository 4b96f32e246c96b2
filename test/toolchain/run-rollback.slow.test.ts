import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { readJournal } from "../../scripts/platform/instance/journal.ts";
import { FLAG, gateway } from "../support/kill-switch.ts";
import { freshClone } from "./fresh-clone.ts";

const ON = "kill switch: ON, every request goes to V1\n";

// The entry reads a command's options in its source.
const SCRIPT = `// .option("--to <stage>", "") .option("--dry-run", "") .option("--instance <name>", "")
console.log('rollback', ...process.argv.slice(2));`;

/** Ends as a process does that Ctrl-C meets before it listens. */
const KILLED = `${SCRIPT}
process.kill(process.pid, "SIGINT");
setInterval(() => {}, 1000);`;

/** A clone with a rollback-v1 that only tells its arguments, and an engine with a running gateway. */
async function cloneWithGateway(t: TestContext, options: Parameters<typeof gateway>[1] = {}) {
  const [clone, engine] = [freshClone(), await gateway(t, options)];
  t.after(() => clone.remove());
  clone.write("scripts/rollback-v1.ts", SCRIPT);
  const own = { SSM_DOCKER_HOST: `unix://${engine.socket}`, LC_ALL: "C" };
  const rollBack = (env: Readonly<Record<string, string>>, ...args: string[]) =>
    clone.run(["rollback-v1", ...args], { ...own, ...env });
  return { clone, own, rollBack, engine };
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

  it("notes in the journal that it threw the switch, and why, before anything else can fail", async (t) => {
    const { clone, rollBack } = await cloneWithGateway(t);
    clone.write("state/lab/lab/journal.jsonl", "");
    await rollBack({ SSM_STATE_DIR: join(clone.root, "state") }, "--reason", "V2 is slow");
    await rollBack({ SSM_STATE_DIR: join(clone.root, "state") });
    const { entries } = await readJournal(join(clone.root, "state/lab/lab/journal.jsonl"));
    assert.deepEqual(
      entries.map(({ time: _, who: __, ...entry }) => entry),
      [{ seq: 1, what: "kill-switch", action: "on", reason: "V2 is slow" }],
    );
  });

  it("says where the traffic is, and the next command, when it is ended before rollback-v1 can", async (t) => {
    const { clone, rollBack, engine } = await cloneWithGateway(t);
    clone.write("scripts/rollback-v1.ts", KILLED);
    const { code, messages, output } = await rollBack({}, "--json");
    const message =
      "stopped: the kill switch is on and every request goes to V1, but the rest of the rollback is not done\nfinish with: npm run rollback-v1";
    assert.deepEqual([code, engine.flag.isThere], [5, true]);
    assert.ok(messages.endsWith(`${message} [SSM-STOPPED]\n`), messages);
    assert.deepEqual(JSON.parse(output.split("\n").at(-2) ?? "").error, {
      id: "SSM-STOPPED",
      exitCode: 5,
      message,
    });
  });

  it("lets Ctrl-C wait until it is known where the traffic is", async (t) => {
    let pid = 0;
    const run = async () => {
      process.kill(pid, "SIGINT");
      await pause(100);
      return { code: 0 };
    };
    const { clone, own } = await cloneWithGateway(t, { run });
    const started = clone.start(["rollback-v1"], own);
    pid = started.pid;
    const { code, messages } = await started.ended;
    assert.equal(code, 5);
    assert.ok(messages.startsWith(`${ON}stopped: the kill switch is on`), messages);
  });

  it("ends as ever by Ctrl-C where the switch is not on", async (t) => {
    const { clone, rollBack } = await cloneWithGateway(t, { sunset: true });
    clone.write("scripts/rollback-v1.ts", KILLED);
    assert.equal((await rollBack({})).code, 130);
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
