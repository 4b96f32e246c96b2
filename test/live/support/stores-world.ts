import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { SECRETS_PATH } from "../../../infra/plan/services/common.ts";
import { CHOOSE_USERS, CURRENT_USERS, FENCE_FILE } from "../../../infra/plan/services/fence.ts";
import { storeUsers } from "../../../infra/plan/services/stores.ts";
import { loadStacks } from "../../../infra/stage/load.ts";
import { secretText } from "../../../infra/targets/docker/providers/secret-text.ts";
import { within } from "../../../scripts/platform/command/within.ts";
import { removeEverything } from "../../../scripts/platform/containers/parts.ts";
import { outputIn } from "../../../scripts/platform/containers/run-in.ts";
import { askDataSync } from "../../../scripts/platform/data-sync/data-sync.ts";
import { prometheusClient } from "../../../scripts/platform/gate/prometheus-client.ts";
import type { Context } from "../../../scripts/platform/instance/context.ts";
import { STORES, type StoreName } from "../../../scripts/platform/snapshots/manifest.ts";
import { connectEngine } from "../../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir } from "../../../scripts/toolchain/paths.ts";
import { read } from "../../services/data-sync/support/operator.ts";
import { STACKS } from "../../support/plans.ts";

/** Two stores with the plan's users, a data-sync between them and a keeper of the fence, without the rest of a platform. */
export interface StoresWorld {
  readonly context: Context;
  readonly told: string[];
  /** What a store's app gets for these commands of redis-cli. */
  app(store: StoreName, ...commands: string[]): Promise<string[]>;
  /** The container of a part. */
  part(service: string): Docker.Container;
  /** Cuts a store's network, or mends it; what runs in its container goes on. */
  cut(store: StoreName): Promise<void>;
  mend(store: StoreName): Promise<void>;
  /** What data-sync tells Prometheus. */
  metrics(): Promise<string>;
  /** A command of data-sync inside its container: what it printed. */
  sync(...args: string[]): Promise<string>;
  close(): Promise<void>;
}

const REDIS = `redis-server --dir /var/lib/redis --appendonly yes --appendfsync always --repl-diskless-sync-delay 0 --aclfile ${CURRENT_USERS} --notify-keyspace-events 'Kghx$'`;
const SECRETS = `cd ${SECRETS_PATH} && printf '%s' "$USERS" > users.acl && printf '%s' "$FENCED" > users.fenced.acl && printf secret > snapshot-password`;
const START = `${SECRETS} && ${CHOOSE_USERS} && exec ${REDIS}`;
const SYNC = `cd /tmp && printf secret > password && printf '{"mode":"bidirectional","authority":"v2"}' > direction.json && exec node /app/main.mjs`;
const TELL_METRICS =
  "fetch('http://127.0.0.1:8080/metrics').then((answer) => answer.text()).then(console.log)";
const KEEPER = "mkdir -p /volumes/fence/files && trap exit TERM; while :; do sleep 86400 & wait $!; done";

/** Starts one; its containers carry the labels of an instance of that name. */
export async function startStoresWorld(name: string): Promise<StoresWorld> {
  const { docker } = await connectEngine();
  const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
  const dir = mkdtempSync(join(tmpdir(), "ssm-stores-"));
  const instance = { place: "lab", instance: name, slot: 0, dir };
  await removeEverything(docker, instance, () => {});
  const labels = { "supersmartmatch.place": "lab", "supersmartmatch.instance": name };
  const network = await docker.createNetwork({ Name: `${name}-data`, Internal: true, Labels: labels });
  const start = async (
    service: string,
    image: string | undefined,
    command: string,
    env: string[],
    fence: string[],
  ) => {
    const container = await docker.createContainer({
      name: `${name}-${service}`,
      Image: image ?? "",
      Cmd: ["sh", "-c", command],
      Env: env,
      Labels: { ...labels, "supersmartmatch.service": service },
      HostConfig: { NetworkMode: `${name}-data`, Binds: fence },
    });
    await container.start();
    return container.id;
  };
  await docker.createVolume({ Name: `${name}-fence`, Labels: labels });
  await start("keeper", images.keeper, KEEPER, [], [`${name}-fence:/volumes/fence`]);
  const seen = [`${name}-fence:/etc/fence:ro`];
  const ids: Record<string, string> = {};
  for (const store of STORES) {
    const users = [`USERS=${usersOf(store, false)}`, `FENCED=${usersOf(store, true)}`];
    ids[store] = await start(store, images.redis, START, users, store === "store-v2" ? seen : []);
  }
  const sync = await start(
    "data-sync",
    images["data-sync"],
    SYNC,
    [
      "STORE_USER=sync",
      `STORE_V1_HOST=${name}-store-v1`,
      `STORE_V2_HOST=${name}-store-v2`,
      "STORE_V1_PASSWORD_FILE=/tmp/password",
      "STORE_V2_PASSWORD_FILE=/tmp/password",
      "DIRECTION_FILE=/tmp/direction.json",
      `FENCE_FILE=${FENCE_FILE}`,
    ],
    seen,
  );
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
      (await within(60, "data-sync", read(args, askDataSync({ docker, instance })))).said,
    cut: (store) => network.disconnect({ Container: `${name}-${store}` }),
    mend: (store) => network.connect({ Container: `${name}-${store}` }),
    metrics: async () => (await outputIn(docker, sync, ["node", "-e", TELL_METRICS])).output,
    part: (service) => docker.getContainer(`${name}-${service}`),
    close: async () => {
      await removeEverything(docker, instance, () => {});
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function usersOf(store: StoreName, fenced: boolean): string {
  const version = store === "store-v1" ? "v1" : "v2";
  const passwords = Object.fromEntries(
    ["app", "sync", "identity", "snapshot"].map((user) => [`${store}-${user}`, "secret"]),
  );
  const template = storeUsers(version, { fenced });
  return secretText({ kind: "template", template }, { passwords, issued: {}, signingKeys: {}, operator: {} });
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
