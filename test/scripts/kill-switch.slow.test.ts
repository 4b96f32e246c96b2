import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readJournal } from "../../scripts/platform/instance/journal.ts";
import { partOf } from "../support/fake-engine.ts";
import { FLAG, gateway, killSwitch } from "../support/kill-switch.ts";

describe("the kill switch", () => {
  it("is thrown by a file in the gateway, in one call that also looks whether there is a V1", async (t) => {
    const engine = await gateway(t);
    const { code, out, error } = await killSwitch(engine, ["on"]);
    assert.deepEqual([code, error, engine.flag.isThere], [0, "", true]);
    assert.match(out, /^done in \d+ ms\nkill switch: ON, every request goes to V1\n$/);
    const hasNoV1 = "grep -q 'upstream v1 ' /etc/gateway/files/current/nginx.conf; test $? -eq 1";
    assert.deepEqual(engine.commands, [
      `lab-gateway-id: sh -c test -e ${FLAG} && exit 10; ${hasNoV1} && exit 11; touch ${FLAG} && test -e ${FLAG}`,
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

  it("says of a lift that it was off already", async (t) => {
    const { code, out } = await killSwitch(await gateway(t), ["off", "--reason", "to be sure"]);
    assert.deepEqual([code, out], [0, "kill switch: it was off already, the stage's split decides\n"]);
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
      assert.match(engine.commands.join("\n"), /^beside-gateway-id: sh -c .*touch/);
    }
  });

  it("is thrown in the instance's own gateway, whoever else carries its labels", async (t) => {
    const stray = partOf("gateway", { id: "stray", name: "a-copy" });
    const engine = await gateway(t, { containers: [stray, partOf("gateway")] });
    assert.equal((await killSwitch(engine, ["on"])).code, 0);
    assert.match(engine.commands.join("\n"), /^lab-gateway-id: /);
  });

  it("finds the engine by DOCKER_HOST where that names a socket, and by SSM_DOCKER_HOST before it", async (t) => {
    const engine = await gateway(t);
    const own = { DOCKER_SOCKET: undefined, DOCKER_HOST: `unix://${engine.socket}` };
    assert.equal((await killSwitch(engine, ["status"], own)).code, 0);
    const named = { ...own, DOCKER_HOST: "tcp://10.0.0.5:2376", SSM_DOCKER_HOST: own.DOCKER_HOST };
    assert.equal((await killSwitch(engine, ["status"], named)).code, 0);
  });

  it("finds the engine by --docker-host before all others, where that is a socket", async (t) => {
    const engine = await gateway(t);
    const own = { DOCKER_SOCKET: "/nowhere/docker.sock" };
    const named = ["on", "--docker-host", `unix://${engine.socket}`];
    assert.deepEqual([(await killSwitch(engine, named, own)).code, engine.flag.isThere], [0, true]);
    const { code, error } = await killSwitch(engine, ["on", "--docker-host", "tcp://10.0.0.5:2376"], own);
    assert.equal(code, 1);
    assert.match(
      error,
      /^kill-switch: --docker-host is tcp:\/\/10\.0\.0\.5:2376, and .* \[SSM-ENGINE-ELSEWHERE\]\n$/,
    );
  });

  it("prints its help with the one line that works by hand", async () => {
    const { code, out } = await killSwitch({ socket: "/nowhere" }, ["--help"]);
    assert.equal(code, 0);
    assert.match(out, /^usage: npm run kill-switch -- on\|off\|status/);
    assert.ok(out.includes(`touch ${FLAG}`));
  });
});

describe("the kill switch after the sunset", () => {
  const gone =
    "V1's app is gone since the sunset: there is nothing to send anybody to, and nothing was changed. When V2 is sick: npm run status, npm run heal";

  it("is refused with the reason, and rehearsed so; nothing is written", async (t) => {
    for (const how of [[], ["--dry-run"]]) {
      const engine = await gateway(t, { sunset: true });
      const { code, out, error } = await killSwitch(engine, ["on", ...how]);
      assert.deepEqual([code, out, error], [1, "", `kill-switch: ${gone} [SSM-NO-V1]\n`]);
      assert.equal(engine.flag.isThere, false);
    }
    const { out } = await killSwitch(await gateway(t, { sunset: true }), ["on", "--json"]);
    assert.deepEqual(JSON.parse(out).error, { id: "SSM-NO-V1", exitCode: 1, message: gone });
  });

  it("is still asked and lifted: a flag that is left does nothing", async (t) => {
    const engine = await gateway(t, { on: true, sunset: true });
    assert.equal((await killSwitch(engine, ["status"])).code, 0);
    assert.equal((await killSwitch(engine, ["off", "--reason", "it does nothing"])).code, 0);
    assert.equal(engine.flag.isThere, false);
  });
});

describe("the journal of the kill switch", () => {
  const state = mkdtempSync(join(tmpdir(), "state-"));
  const env = { SSM_STATE_DIR: state };
  after(() => rmSync(state, { recursive: true }));
  const folder = join(state, "lab", "lab");
  const journal = join(folder, "journal.jsonl");

  it("gets who, what and why, in a form that the other commands read", async (t) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(journal, '{"torn');
    await killSwitch(await gateway(t), ["on", "--reason", "V2 is slow"], env);
    const { entries, unreadable } = await readJournal(journal);
    assert.deepEqual(unreadable, [1]);
    assert.deepEqual(
      entries.map(({ time: _, ...entry }) => entry),
      [{ seq: 2, who: `ana@${hostname()}`, what: "kill-switch", action: "on", reason: "V2 is slow" }],
    );
  });

  it("stays as it is when nothing changed", async (t) => {
    const before = readFileSync(journal, "utf8");
    await killSwitch(await gateway(t, { on: true }), ["on"], env);
    await killSwitch(await gateway(t), ["on", "--dry-run"], env);
    assert.equal(readFileSync(journal, "utf8"), before);
  });

  it("stops nobody: a missing or broken one is no failure", async (t) => {
    assert.equal((await killSwitch(await gateway(t), ["on"])).code, 0);
    const broken = mkdtempSync(join(tmpdir(), "state-"));
    t.after(() => rmSync(broken, { recursive: true }));
    mkdirSync(join(broken, "lab", "lab", "journal.jsonl"), { recursive: true });
    const { code, error } = await killSwitch(await gateway(t), ["on"], { SSM_STATE_DIR: broken });
    assert.equal(code, 0);
    assert.match(error, /^kill-switch: done, but not in the journal: EISDIR/);
  });
});
