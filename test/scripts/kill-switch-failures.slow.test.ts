import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type FakeEngine, type FakeEngineOptions, fakeEngine, partOf } from "../support/fake-engine.ts";
import { FLAG, gateway, killSwitch } from "../support/kill-switch.ts";

describe("wrong use of the kill switch", () => {
  const refused = async (args: readonly string[], message: string) => {
    assert.deepEqual(await killSwitch({ socket: "/nowhere" }, args), {
      code: 1,
      out: "",
      error: `kill-switch: ${message} [SSM-KILL-USE]\n`,
    });
  };

  it("is told before anything is asked of the engine", async () => {
    await refused([], 'expected one of on, off, status, got ""');
    await refused(["on", "off"], 'expected one of on, off, status, got "on off"');
    await refused(
      ["off"],
      'lifting the kill switch needs a reason: npm run kill-switch -- off --reason "V2 is healthy again"',
    );
    await refused(
      ["off", "--reason", " "],
      'lifting the kill switch needs a reason: npm run kill-switch -- off --reason "V2 is healthy again"',
    );
    await refused(
      ["off", "--reason", "a", "--dry-run", "--dry-run", "--reason", "b"],
      "--reason takes one value and is given twice",
    );
    await refused(
      ["off", "--reason", "--dry-run"],
      "option --reason has no value, or one that it does not take; npm run kill-switch -- --help tells",
    );
    const { code, error } = await killSwitch({ socket: "/nowhere" }, ["on", "--nonsense"]);
    assert.equal(code, 1);
    assert.match(
      error,
      /^kill-switch: unknown option --nonsense; npm run kill-switch -- --help names those there are \[SSM-KILL-USE\]/,
    );
  });
});

describe("a name that no instance can have", () => {
  it("is refused by the kill switch as by every other command, before the engine is asked", async () => {
    for (const [args, env] of [
      [["on", "--instance", "../x"], {}],
      [["status"], { SSM_INSTANCE: "../x" }],
    ] as const)
      assert.deepEqual(await killSwitch({ socket: "/nowhere" }, args, env), {
        code: 1,
        out: "",
        error:
          'kill-switch: instance must be lower-case letters, digits and dashes, begin with a letter and have at most 21 characters, got "../x" [SSM-BAD-NAME]\n',
      });
  });
});

describe("a kill switch that cannot be reached", () => {
  const failed = async (
    engine: Pick<FakeEngine, "socket">,
    args: readonly string[],
    message: RegExp | string,
    id = "SSM-KILL-FAILED",
  ) => {
    const { code, error } = await killSwitch(engine, args);
    assert.equal(code, 4);
    if (typeof message === "string") assert.equal(error, `kill-switch: ${message} [${id}]\n`);
    else assert.match(error, message);
  };

  it("says that the engine does not answer, and where it was looked for", async () => {
    await failed(
      { socket: "/nowhere/docker.sock" },
      ["on"],
      /^kill-switch: the Docker engine at \/nowhere\/docker\.sock does not answer: connect ENOENT/,
    );
  });

  it("touches no engine of this machine when DOCKER_HOST names another one", async () => {
    const elsewhere = { DOCKER_SOCKET: undefined, DOCKER_HOST: "tcp://db1:2375" };
    assert.deepEqual(await killSwitch({ socket: "" }, ["on"], elsewhere), {
      code: 1,
      out: "",
      error: `kill-switch: DOCKER_HOST is tcp://db1:2375, and this command talks to a socket of this machine only; nothing was changed. Unset DOCKER_HOST, name a socket with DOCKER_SOCKET, or there: docker exec NAME-gateway touch ${FLAG} [SSM-ENGINE-ELSEWHERE]\n`,
    });
  });

  it("says that no gateway of the instance runs", async (t) => {
    const stopped = partOf("gateway", { state: "exited" });
    await failed(
      await fakeEngine(t, { containers: [stopped, partOf("v1")] }),
      ["on"],
      "no running gateway of instance lab; npm run rollback-v1 starts one that was stopped. See: docker ps -af label=supersmartmatch.service=gateway",
      "SSM-NO-GATEWAY",
    );
  });

  it("says that there is no such instance, where neither the engine nor its folder knows one", async (t) => {
    const engine = await fakeEngine(t, { containers: [partOf("gateway")] });
    for (const action of [["on"], ["status"], ["off", "--reason", "x"]])
      assert.deepEqual(await killSwitch(engine, [...action, "--instance", "nope"]), {
        code: 1,
        out: "",
        error:
          "kill-switch: there is no instance nope of lab here; `npm start -- --instance nope` makes one [SSM-NO-INSTANCE]\n",
      });
    const state = mkdtempSync(join(tmpdir(), "state-"));
    t.after(() => rmSync(state, { recursive: true }));
    mkdirSync(join(state, "lab", "nope"), { recursive: true });
    const { code, error } = await killSwitch(engine, ["on", "--instance", "nope"], { SSM_STATE_DIR: state });
    assert.equal(code, 4);
    assert.match(error, /\[SSM-NO-GATEWAY\]\n$/);
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
      await fakeEngine(t, broken("/containers/lab-gateway-id/exec", 500)),
      ["status"],
      "the gateway takes no command: out of order",
    );
    await failed(
      await fakeEngine(t, broken("/containers/lab-gateway-id/exec", 409)),
      ["on"],
      "lab-gateway is paused or stopped; wake it, then run this command again: docker unpause lab-gateway, or docker start lab-gateway. npm run rollback-v1 does both",
    );
    await failed(
      await fakeEngine(t, broken("/start", 409)),
      ["status"],
      "the gateway runs no command: out of order",
    );
  });

  it("never takes a look that failed for `off`", async (t) => {
    for (const code of [127, null]) {
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
