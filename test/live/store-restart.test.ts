import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type Docker from "dockerode";
import { storeUsers } from "../../infra/plan/services/stores.ts";
import { secretText } from "../../infra/targets/docker/providers/secret-text.ts";
import { outputIn } from "../../scripts/platform/run-in.ts";
import { within } from "../../scripts/platform/within.ts";
import { connectEngine } from "../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir } from "../../scripts/toolchain/paths.ts";

const PASSWORDS = { "store-v2-app": "app", "store-v2-sync": "sync" };
const USERS = secretText(
  { kind: "template", template: storeUsers("v2") },
  { passwords: PASSWORDS, issued: {}, operator: {} },
);
const START = `printf '%s' "$USERS" > /tmp/users.acl && exec redis-server --dir /var/lib/redis --appendonly yes --appendfsync always --aclfile /tmp/users.acl`;

describe("a store with the plan's users that restarts", () => {
  let docker: Docker;
  let store: Docker.Container;
  before(async () => {
    ({ docker } = await connectEngine());
    const { redis = "" } = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
    store = await docker.createContainer({
      Image: redis,
      Cmd: ["sh", "-c", START],
      Env: [`USERS=${USERS}`],
      Labels: { "supersmartmatch.test": "store-restart" },
      HostConfig: { NetworkMode: "none" },
    });
    await store.start();
  });
  after(() => store.remove({ force: true, v: true }));

  /** What the app gets for these commands, once the store answers. */
  const asApp = async (...commands: string[]) => {
    const lines = ["auth app app", ...commands].join("\\n");
    const ask = () => outputIn(docker, store.id, ["sh", "-c", `printf '${lines}\\n' | redis-cli`]);
    const answered = async () => {
      for (;;) {
        const { output } = await ask();
        if (output.startsWith("OK")) return output;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    return (await within(30, "the store", answered())).trim().split("\n").slice(1);
  };

  it("still has what was written in transactions, as the apps write every document", async () => {
    await asApp("multi", "del job:1", "hset job:1 title x", "exec");
    await store.restart({ t: 10 });
    assert.deepEqual(await asApp("hget job:1 title"), ["x"]);
  });

  it("lets nobody in without a password all the same", async () => {
    for (const login of ["", "auth default x\\n"]) {
      const { output } = await outputIn(docker, store.id, [
        "sh",
        "-c",
        `printf '${login}dbsize\\n' | redis-cli`,
      ]);
      assert.match(output, /NOAUTH/);
    }
  });
});
