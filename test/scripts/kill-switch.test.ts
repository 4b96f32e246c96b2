import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { readJournal } from "../../scripts/platform/journal.ts";
import {
  type FakeEngine,
  type FakeEngineOptions,
  fakeEngine,
  partOf,
  type Ran,
} from "../support/fake-engine.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/kill-switch.mjs");
const FLAG = "/var/lib/gateway/state/kill-v2";
const state = mkdtempSync(join(tmpdir(), "state-"));
after(() => rmSync(state, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command as people do: a process of its own, told only where the engine and the state are. */
function killSwitch(engine: Pick<FakeEngine, "socket">, args: readonly string[], env = {}): Promise<Outcome> {
  const environment = { SSM_STATE_DIR: state, DOCKER_SOCKET: engine.socket, USER: "ana", ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { env: environment }, (error, out, text) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, error: text }),
    );
  });
}

/** A running gateway whose flag file is there or not. */
async function gateway(t: TestContext, options: FakeEngineOptions & { readonly on?: boolean } = {}) {
  const flag = { isThere: options.on ?? false };
  const run = (_id: string, [program]: readonly string[]): Ran => {
    if (program === "test") return { code: flag.isThere ? 0 : 1 };
    flag.isThere = program === "touch";
    return { code: 0 };
  };
  const engine = await fakeEngine(t, { containers: [partOf("gateway")], run, ...options });
  return { ...engine, flag };
}

describe("the kill switch", () => {
  it("is thrown by a file in the gateway, and looked at again afterwards", async (t) => {
    const engine = await gateway(t);
    const { code, out, error } = await killSwitch(engine, ["on"]);
    assert.deepEqual([code, error, engine.flag.isThere], [0, "", true]);
    assert.match(out, /^done in \d+ ms\nkill switch: ON, every request goes to V1\n$/);
    assert.deepEqual(engine.commands, [
      `lab-gateway-id: test -e ${FLAG}`,
      `lab-gateway-id: touch ${FLAG}`,
      `lab-gateway-id: test -e ${FLAG}`,
    ]);
  });

  it("is lifted with a reason", async (t) => {
    const engine = await gateway(t, { on: true });
    const { code, out } = await killSwitch(engine, ["off", "--reason", "V2 is healthy"]);
    assert.deepEqual([code, engine.flag.isThere], [0, false]);
    assert.match(out, /\nkill switch: off, the stage's split decides\n$/);
    assert.equal(engine.commands[1], `lab-gateway-id: rm -f ${FLAG}`);
  });

  it("changes nothing when it already is as wanted", async (t) => {
    const engine = await gateway(t, { on: true });
    const { code, out } = await killSwitch(engine, ["on"]);
    assert.deepEqual([code, out], [0, "kill switch: ON, every request goes to V1\n"]);
    assert.equal(engine.commands.length, 1);
  });

  it("tells its status without changing anything", async (t) => {
    const engine = await gateway(t);
    const { code, out } = await killSwitch(engine, ["status"]);
    assert.deepEqual([code, out], [0, "kill switch: off, the stage's split decides\n"]);
    assert.deepEqual(engine.commands, [`lab-gateway-id: test -e ${FLAG}`]);
  });

  it("is rehearsed without being thrown", async (t) => {
    const engine = await gateway(t);
    const { code, out } = await killSwitch(engine, ["on", "--dry-run"]);
    assert.deepEqual(
      [code, out, engine.flag.isThere],
      [0, `would create ${FLAG} in the gateway of lab\nkill switch: off, the stage's split decides\n`, false],
    );
  });

  it("answers as one JSON object", async (t) => {
    const engine = await gateway(t);
    const ask = async (...args: string[]) => JSON.parse((await killSwitch(engine, [...args, "--json"])).out);
    assert.deepEqual(await ask("on"), { instance: "lab", on: true, changed: true });
    assert.deepEqual(await ask("on"), { instance: "lab", on: true, changed: false });
    assert.deepEqual(await ask("status"), { instance: "lab", on: true, changed: false });
    assert.deepEqual(await ask("off", "--reason", "x", "--dry-run"), {
      instance: "lab",
      on: true,
      changed: false,
    });
  });

  it("acts on the named instance alone, by its label", async (t) => {
    const containers = [partOf("gateway"), partOf("gateway", {}, "beside"), partOf("v1", {}, "beside")];
    for (const how of [["--instance", "beside"], []]) {
      const engine = await gateway(t, { containers });
      await killSwitch(engine, ["on", ...how], { SSM_INSTANCE: "beside" });
      assert.equal(engine.commands[1], `beside-gateway-id: touch ${FLAG}`);
    }
  });

  it("finds the engine by DOCKER_HOST where that names a socket", async (t) => {
    const engine = await gateway(t);
    const env = { DOCKER_SOCKET: undefined, DOCKER_HOST: `unix://${engine.socket}` };
    assert.equal((await killSwitch(engine, ["status"], env)).code, 0);
  });

  it("prints its help with the one line that works by hand", async () => {
    const { code, out } = await killSwitch({ socket: "/nowhere" }, ["--help"]);
    assert.equal(code, 0);
    assert.match(out, /^usage: npm run kill-switch -- on\|off\|status/);
    assert.ok(out.includes(`touch ${FLAG}`));
  });
});

describe("the journal of the kill switch", () => {
  const folder = join(state, "lab", "lab");
  const journal = join(folder, "journal.jsonl");

  it("gets who, what and why, in a form that the other commands read", async (t) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(journal, '{"torn');
    await killSwitch(await gateway(t), ["on", "--reason", "V2 is slow"]);
    const { entries, unreadable } = await readJournal(journal);
    assert.deepEqual(unreadable, [1]);
    assert.deepEqual(
      entries.map(({ time: _, ...entry }) => entry),
      [{ seq: 2, who: "ana", what: "kill-switch", action: "on", reason: "V2 is slow" }],
    );
  });

  it("stays as it is when nothing changed", async (t) => {
    const before = readFileSync(journal, "utf8");
    await killSwitch(await gateway(t, { on: true }), ["on"]);
    await killSwitch(await gateway(t), ["on", "--dry-run"]);
    assert.equal(readFileSync(journal, "utf8"), before);
  });

  it("stops nobody: a missing or broken one is no failure", async (t) => {
    assert.equal((await killSwitch(await gateway(t), ["on"], { SSM_STATE_DIR: "/nowhere" })).code, 0);
    const broken = mkdtempSync(join(tmpdir(), "state-"));
    t.after(() => rmSync(broken, { recursive: true }));
    mkdirSync(join(broken, "lab", "lab", "journal.jsonl"), { recursive: true });
    const { code, error } = await killSwitch(await gateway(t), ["on"], { SSM_STATE_DIR: broken });
    assert.equal(code, 0);
    assert.match(error, /^kill-switch: done, but not in the journal: EISDIR/);
  });
});

describe("wrong use of the kill switch", () => {
  const refused = async (args: readonly string[], message: string) => {
    assert.deepEqual(await killSwitch({ socket: "/nowhere" }, args), {
      code: 1,
      out: "",
      error: `kill-switch: ${message}\n`,
    });
  };

  it("is told before anything is asked of the engine", async () => {
    await refused([], 'expected one of on, off, status, got ""');
    await refused(["up"], 'expected one of on, off, status, got "up"');
    await refused(["on", "off"], 'expected one of on, off, status, got "on off"');
    await refused(
      ["off"],
      'lifting the kill switch needs a reason: npm run kill-switch -- off --reason "V2 is healthy again"',
    );
    const { code, error } = await killSwitch({ socket: "/nowhere" }, ["on", "--nonsense"]);
    assert.equal(code, 1);
    assert.match(error, /^kill-switch: Unknown option '--nonsense'/);
  });
});

describe("a kill switch that cannot be reached", () => {
  const failed = async (
    engine: Pick<FakeEngine, "socket">,
    args: readonly string[],
    message: RegExp | string,
  ) => {
    const { code, error } = await killSwitch(engine, args);
    assert.equal(code, 4);
    if (typeof message === "string") assert.equal(error, `kill-switch: ${message}\n`);
    else assert.match(error, message);
  };

  it("says that the engine does not answer, and where it was looked for", async () => {
    await failed(
      { socket: "/nowhere/docker.sock" },
      ["on"],
      /^kill-switch: the Docker engine at \/nowhere\/docker\.sock does not answer: connect ENOENT/,
    );
  });

  it("says that no gateway of the instance runs", async (t) => {
    const stopped = partOf("gateway", { state: "exited" });
    await failed(
      await fakeEngine(t, { containers: [stopped, partOf("v1")] }),
      ["on"],
      "no running gateway of instance lab; see: docker ps -f label=supersmartmatch.service=gateway",
    );
  });

  it("passes on what the engine says", async (t) => {
    const broken = (path: string, status: number) => ({
      containers: [partOf("gateway")],
      instead: (call: { readonly path: string }) =>
        call.path.includes(path) ? { status, body: "out of order" } : null,
    });
    await failed(
      await fakeEngine(t, broken("/containers/json", 500)),
      ["status"],
      "the Docker engine lists no containers: out of order",
    );
    await failed(
      await fakeEngine(t, broken("/containers/lab-gateway-id/exec", 409)),
      ["status"],
      "the gateway takes no command: out of order",
    );
    await failed(
      await fakeEngine(t, broken("/start", 409)),
      ["status"],
      "the gateway runs no command: out of order",
    );
  });

  it("never takes a look that failed for `off`", async (t) => {
    for (const code of [126, 127, null]) {
      await failed(
        await gateway(t, { run: () => ({ code }) }),
        ["status"],
        `nobody can tell whether ${FLAG} is there: looking for it ended with exit code ${code}`,
      );
    }
  });

  it("says so when the file could not be written or removed", async (t) => {
    const stuck = (there: boolean): FakeEngineOptions => ({
      run: (_id, [program]) => ({ code: program === "test" && there ? 0 : 1 }),
    });
    await failed(await gateway(t, stuck(false)), ["on"], `the gateway could not write ${FLAG}`);
    await failed(
      await gateway(t, stuck(true)),
      ["off", "--reason", "x"],
      `the gateway could not remove ${FLAG}`,
    );
  });
});
