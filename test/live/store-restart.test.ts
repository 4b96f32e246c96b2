import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { storeUsers } from "../../infra/plan/services/stores.ts";
import { secretText } from "../../infra/targets/docker/providers/secret-text.ts";
import { connectEngine } from "../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir } from "../../scripts/toolchain/paths.ts";

const PASSWORDS = { "store-v1-app": "app", "store-v1-sync": "sync", "store-v1-identity": "identity" };
const SECONDS = 30;

describe("a store with the plan's users", () => {
  let container: Docker.Container;
  before(async () => {
    const { docker } = await connectEngine();
    const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
    const secrets = { passwords: PASSWORDS, issued: {}, signingKeys: {}, operator: {} };
    const users = secretText({ kind: "template", template: storeUsers("v1") }, secrets);
    container = await docker.createContainer({
      Image: images.redis ?? "",
      Cmd: [
        "sh",
        "-c",
        `printf '%s' "$USERS" > /tmp/users.acl && exec redis-server --dir /tmp --appendonly yes --aclfile /tmp/users.acl`,
      ],
      Env: [`USERS=${users}`],
      Labels: { "supersmartmatch.test": "store-restart" },
    });
    await container.start();
    await answers("PING", "PONG");
  });
  after(() => container.remove({ force: true, v: true }));

  /** What the store says to the commands of its app, or of nobody. */
  async function ask(commands: string, login = "--user app --pass app"): Promise<string> {
    const shell = `printf '${commands}\\n' | redis-cli ${login} --no-auth-warning`;
    const run = await container.exec({ Cmd: ["sh", "-c", shell], AttachStdout: true, Tty: true });
    const stream = await run.start({ Tty: true });
    let said = "";
    for await (const chunk of stream) said += String(chunk);
    return said.replaceAll("\r", "").trim();
  }

  async function answers(command: string, answer: string): Promise<void> {
    const until = Date.now() + SECONDS * 1000;
    while ((await ask(command).catch(() => "")) !== answer) {
      assert.ok(Date.now() < until, `no ${answer} within ${SECONDS} s`);
      await pause(200);
    }
  }

  it("has after a SIGKILL what transactions and scripts wrote, and not only single commands", async () => {
    await ask("HSET offer:1 titre single");
    await ask("MULTI\\nDEL offer:2\\nHSET offer:2 titre transaction\\nEXPIRE offer:2 1000\\nEXEC");
    const script = `redis.call("HSET", KEYS[1], "titre", "script") redis.call("EXPIRE", KEYS[1], 1000)`;
    await ask(`EVAL "${script.replaceAll('"', '\\\\"')}" 1 offer:3`);
    assert.equal(await ask("EXISTS offer:1 offer:2 offer:3"), "(integer) 3");
    // The file is written to the disk once a second.
    await pause(1_500);
    await container.kill({ signal: "SIGKILL" });
    await container.start();
    await answers("PING", "PONG");
    assert.equal(await ask("EXISTS offer:1 offer:2 offer:3"), "(integer) 3");
  });

  it("lets nobody in without a password, nor as the default user", async () => {
    assert.match(await ask("GET offer:1", ""), /NOAUTH/);
    for (const password of ["", "app", "default"])
      assert.match(await ask(`AUTH default "${password}"`, ""), /WRONGPASS/);
  });
});
