import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { storeUsers } from "../../../infra/plan/services/stores.ts";
import { loadStacks } from "../../../infra/stage/load.ts";
import { secretText } from "../../../infra/targets/docker/providers/secret-text.ts";
import type { Context } from "../../../scripts/platform/context.ts";
import { removeEverything } from "../../../scripts/platform/parts.ts";
import { prometheusClient } from "../../../scripts/platform/prometheus-client.ts";
import { outputIn } from "../../../scripts/platform/run-in.ts";
import { STORES, type StoreName } from "../../../scripts/platform/snapshots/manifest.ts";
import { within } from "../../../scripts/platform/within.ts";
import { connectEngine } from "../../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir } from "../../../scripts/toolchain/paths.ts";
import { STACKS } from "../../support/plans.ts";

/** Two stores with the plan's users and a data-sync between them, without the rest of a platform. */
export interface SnapshotWorld {
  readonly context: Context;
  readonly told: string[];
  /** What a store's app gets for these commands of redis-cli. */
  app(store: StoreName, ...commands: string[]): Promise<string[]>;
  /** A command of data-sync inside its container: what it printed. */
  sync(...args: string[]): Promise<string>;
  close(): Promise<void>;
}

const START = `printf '%s' "$USERS" > /tmp/users.acl && printf secret > /run/secrets/snapshot-password && exec redis-server --dir /var/lib/redis --save '' --repl-diskless-sync-delay 0 --aclfile /tmp/users.acl --notify-keyspace-events 'Kghx$'`;
const SYNC = `cd /tmp && printf secret > password && printf '{"mode":"bidirectional","authority":"v1"}' > direction.json && exec node /app/main.mjs`;

/** Starts one; its containers carry the labels of an instance of that name. */
export async function startSnapshotWorld(name: string): Promise<SnapshotWorld> {
  const { docker } = await connectEngine();
  const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
  const dir = mkdtempSync(join(tmpdir(), "ssm-snapshot-"));
  const instance = { place: "lab", instance: name, slot: 0, dir };
  await removeEverything(docker, instance, () => {});
  const labels = { "supersmartmatch.place": "lab", "supersmartmatch.instance": name };
  await docker.createNetwork({ Name: `${name}-data`, Internal: true, Labels: labels });
  const start = async (service: string, image: string | undefined, command: string, env: string[]) => {
    const container = await docker.createContainer({
      name: `${name}-${service}`,
      Image: image ?? "",
      Cmd: ["sh", "-c", command],
      Env: env,
      Labels: { ...labels, "supersmartmatch.service": service },
      HostConfig: { NetworkMode: `${name}-data` },
    });
    await container.start();
    return container.id;
  };
  const ids: Record<string, string> = {};
  for (const store of STORES)
    ids[store] = await start(store, images.redis, START, [`USERS=${usersOf(store)}`]);
  const sync = await start("data-sync", images["data-sync"], SYNC, [
    "STORE_USER=sync",
    `STORE_V1_HOST=${name}-store-v1`,
    `STORE_V2_HOST=${name}-store-v2`,
    "STORE_V1_PASSWORD_FILE=/tmp/password",
    "STORE_V2_PASSWORD_FILE=/tmp/password",
    "DIRECTION_FILE=/tmp/direction.json",
    "FENCE_FILE=/tmp/fence.json",
  ]);
  const told: string[] = [];
  return {
    context: contextOf(docker, instance, (line) => told.push(line)),
    told,
    app: async (store, ...commands) => {
      const lines = ["auth app secret", ...commands].join("\\n");
      const ask = ["sh", "-c", `printf '%b\\n' '${lines}' | redis-cli`];
      return (await outputIn(docker, ids[store] ?? "", ask)).output.trim().split("\n").slice(1);
    },
    sync: async (...args) =>
      (await within(60, "data-sync", outputIn(docker, sync, ["node", "/app/main.mjs", ...args]))).output,
    close: async () => {
      await removeEverything(docker, instance, () => {});
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function usersOf(store: StoreName): string {
  const version = store === "store-v1" ? "v1" : "v2";
  const passwords = Object.fromEntries(
    ["app", "sync", "snapshot"].map((user) => [`${store}-${user}`, "secret"]),
  );
  const template = storeUsers(version);
  return secretText({ kind: "template", template }, { passwords, issued: {}, operator: {} });
}

function contextOf(docker: Docker, instance: Context["instance"], report: (line: string) => void): Context {
  return {
    instance,
    docker,
    report,
    stacks: loadStacks({ dir: STACKS, place: "lab" }),
    settings: { instance, binDir: "", images: {}, dockerHost: "" },
    // Nobody asks it.
    prometheus: prometheusClient("http://127.0.0.1:9"),
    journal: join(instance.dir, "journal.jsonl"),
  };
}
