import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { createClient } from "redis";
import { storeUsers } from "../../../infra/plan/services/stores.ts";
import type { Side } from "../../../infra/services/data-sync/transform/types.ts";
import { type SessionStore, sessionStore } from "../../../infra/services/identity/session-store.ts";
import { secretText } from "../../../infra/targets/docker/providers/secret-text.ts";
import { EXIT } from "../../../scripts/platform/command/command.ts";
import { outputIn } from "../../../scripts/platform/containers/run-in.ts";
import { type AskDataSync, readAnswers } from "../../../scripts/platform/data-sync/data-sync.ts";
import { connectEngine } from "../../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir, projectDir } from "../../../scripts/toolchain/paths.ts";
import { type Read, read } from "../../services/data-sync/support/operator.ts";
import { until } from "../../support/until.ts";

const PASSWORDS = {
  "store-v1-app": "app-1",
  "store-v2-app": "app-2",
  "store-v1-sync": "sync-1",
  "store-v2-sync": "sync-2",
  "store-v1-identity": "identity-1",
  "store-v2-identity": "identity-2",
  "store-v1-snapshot": "snapshot-1",
  "store-v2-snapshot": "snapshot-2",
};

/** Where a store reads its users. */
export const USERS = "/tmp/users.acl";
const OPERATOR = "user operator on nopass ~* &* +@all\n";

/** Two Redis stores with the plan's own users and one who may do everything, and data-sync as a process that can be killed. */
export interface RealStores {
  readonly apps: Readonly<Record<Side, Awaited<ReturnType<typeof appClient>>>>;
  /** The stores as identity reaches them. */
  readonly identity: readonly SessionStore[];
  startSync(): Promise<void>;
  /** SIGKILL. */
  killSync(): Promise<void>;
  /** What data-sync tells Prometheus; nothing while it does not run. */
  metrics(): Promise<string>;
  /** A command of `npm run sync`. */
  ask(...args: string[]): Promise<Read>;
  /** What a rollback asks: the exit code, and the answer as JSON. */
  lastPass(closedAt: number, seconds: number): Promise<{ code: number; said: string }>;
  /** Puts up the fence as a rollback does, or takes it away. */
  fence(closedAt: number | null): void;
  /** Runs a command in a store's container: what it printed; rejects when it fails. */
  inStore(side: Side, ...command: string[]): Promise<string>;
  /** What a store answers somebody who may do everything; rejects with an error of the store. */
  operate(side: Side, ...words: string[]): Promise<string>;
  /** Comes up again without any data. */
  emptyStore(side: Side): Promise<void>;
  /** SIGKILL; resolves when it answers again, with what was in its append-only file if it keeps one. */
  killStore(side: Side): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts both stores in containers of their own; `appendOnly` keeps what they hold over a restart. `maxDirty` is how many
 * documents wait in data-sync at most.
 */
export async function startRealStores({ appendOnly = false, maxDirty = 200_000 } = {}): Promise<RealStores> {
  const { docker } = await connectEngine();
  const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
  const dir = mkdtempSync(join(tmpdir(), "ssm-sync-"));
  const stores = {
    v1: await startStore(docker, images.redis ?? "", "v1", appendOnly),
    v2: await startStore(docker, images.redis ?? "", "v2", appendOnly),
  };
  writeFileSync(join(dir, "direction.json"), '{"mode":"bidirectional","authority":"v1"}');
  for (const side of ["v1", "v2"] as const) writeFileSync(join(dir, side), PASSWORDS[`store-${side}-sync`]);
  const env = {
    ...process.env,
    HTTP_PORT: String(await freePort()),
    STORE_USER: "sync",
    STORE_V1_HOST: "127.0.0.1",
    STORE_V1_PORT: String(stores.v1.port),
    STORE_V1_PASSWORD_FILE: join(dir, "v1"),
    STORE_V2_HOST: "127.0.0.1",
    STORE_V2_PORT: String(stores.v2.port),
    STORE_V2_PASSWORD_FILE: join(dir, "v2"),
    DIRECTION_FILE: join(dir, "direction.json"),
    FENCE_FILE: join(dir, "fence.json"),
    PASS_EVERY_MS: "1000",
    MAX_DIRTY: String(maxDirty),
  };
  const main = join(projectDir, "infra/services/data-sync/main.ts");
  const ofSync = (path: string) => fetch(`http://127.0.0.1:${env.HTTP_PORT}/${path}`).catch(() => null);
  let sync: ChildProcess | null = null;
  const apps = { v1: await appClient("v1", stores.v1.port), v2: await appClient("v2", stores.v2.port) };
  const identity = (["v1", "v2"] as const).map((side) => {
    const passwordFile = join(dir, `${side}-identity`);
    writeFileSync(passwordFile, PASSWORDS[`store-${side}-identity`]);
    return sessionStore(side, { host: "127.0.0.1", port: stores[side].port, user: "identity", passwordFile });
  });
  const inStore = async (side: Side, ...command: string[]) => {
    const { code, output } = await outputIn(docker, stores[side].container.id, command);
    assert.equal(code, 0, `${command.join(" ")}: ${output}`);
    return output.trim();
  };
  const askChild: AskDataSync = async (args, heard) => {
    const child = spawn(process.execPath, [main, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(child, "close");
    await Promise.all([readAnswers(child.stdout, heard), readAnswers(child.stderr, heard)]);
    const [code] = await ended;
    return Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
  };
  return {
    apps,
    identity,
    async startSync() {
      sync = spawn(process.execPath, ["--max-old-space-size=128", "--max-semi-space-size=16", main], {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      });
      await until("data-sync is ready", async () => (await ofSync("ready"))?.ok === true);
    },
    async killSync() {
      const gone = new Promise((resolve) => sync?.once("exit", resolve));
      sync?.kill("SIGKILL");
      await gone;
    },
    metrics: async () => (await (await ofSync("metrics"))?.text()) ?? "",
    ask: (...args) => read(args, askChild),
    async lastPass(closedAt, seconds) {
      let said = "";
      const code = await askChild(["last-pass", String(closedAt), String(seconds)], (answer) => {
        said = JSON.stringify(answer);
      });
      return { code, said };
    },
    fence(closedAt) {
      if (closedAt === null) rmSync(env.FENCE_FILE);
      else writeFileSync(env.FENCE_FILE, JSON.stringify({ since: closedAt, closedAt }));
    },
    inStore,
    operate: (side, ...words) =>
      inStore(side, "redis-cli", "-e", "--user", "operator", "--pass", "any", "--no-auth-warning", ...words),
    async emptyStore(side) {
      await stores[side].container.restart({ t: 0 });
    },
    async killStore(side) {
      await stores[side].container.kill({ signal: "SIGKILL" });
      await stores[side].container.start();
      const answers = async () => (await apps[side].ping().catch(() => null)) !== null;
      await until("the store answers again", answers);
    },
    async close() {
      sync?.kill("SIGKILL");
      for (const store of identity) await store.close();
      for (const side of ["v1", "v2"] as const) {
        apps[side].destroy();
        await stores[side].container.remove({ force: true, v: true });
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startStore(docker: Docker, image: string, side: Side, appendOnly: boolean) {
  const users = secretText(
    { kind: "template", template: storeUsers(side) },
    { passwords: PASSWORDS, issued: {}, signingKeys: {}, operator: {} },
  );
  // Without a file a restart comes up empty.
  const options = `--save '' --dir /tmp --appendonly ${appendOnly ? "yes" : "no"} --aclfile ${USERS} --notify-keyspace-events 'Kghx$' --repl-diskless-sync-delay 0`;
  const setup = `printf '%s' "$USERS" > ${USERS} && exec redis-server ${options}`;
  const port = await freePort();
  const container = await docker.createContainer({
    Image: image,
    Cmd: ["sh", "-c", setup],
    Env: [`USERS=${users}${OPERATOR}`],
    Labels: { "supersmartmatch.test": "real-stores" },
    HostConfig: { PortBindings: { "6379/tcp": [{ HostIp: "127.0.0.1", HostPort: String(port) }] } },
    ExposedPorts: { "6379/tcp": {} },
  });
  await container.start();
  return { container, port };
}

/** Fixed, so that a restart does not move it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  server.close();
  await once(server, "close");
  return address.port;
}

async function appClient(side: Side, port: number) {
  const client = createClient({
    socket: { host: "127.0.0.1", port, reconnectStrategy: () => 100 },
    username: "app",
    password: PASSWORDS[`store-${side}-app`],
  });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
