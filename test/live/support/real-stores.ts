import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { createClient } from "redis";
import { storeUsers } from "../../../infra/plan/services/stores.ts";
import type { Side } from "../../../infra/services/data-sync/transform/types.ts";
import { type SessionStore, sessionStore } from "../../../infra/services/identity/session-store.ts";
import { secretText } from "../../../infra/targets/docker/providers/secret-text.ts";
import { connectEngine } from "../../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir, projectDir } from "../../../scripts/toolchain/paths.ts";

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

/** Two Redis stores with the plan's own users, and data-sync as a process that can be killed. */
export interface RealStores {
  readonly apps: Readonly<Record<Side, Awaited<ReturnType<typeof appClient>>>>;
  /** The stores as identity reaches them. */
  readonly identity: readonly SessionStore[];
  startSync(): Promise<void>;
  /** SIGKILL. */
  killSync(): Promise<void>;
  /** A command of `npm run sync`: its exit code and what it said. */
  ask(...args: string[]): Promise<{ code: number | null; said: string }>;
  /** Puts up the fence as a rollback does, or takes it away. */
  fence(closedAt: number | null): void;
  /** Comes up again without any data. */
  emptyStore(side: Side): Promise<void>;
  /** SIGKILL; resolves when it answers again, with what was in its append-only file if it keeps one. */
  killStore(side: Side): Promise<void>;
  close(): Promise<void>;
}

/** Starts both stores in containers of their own; `appendOnly` keeps what they hold over a restart. */
export async function startRealStores({ appendOnly = false } = {}): Promise<RealStores> {
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
  };
  const main = join(projectDir, "infra/services/data-sync/main.ts");
  let sync: ChildProcess | null = null;
  const apps = { v1: await appClient("v1", stores.v1.port), v2: await appClient("v2", stores.v2.port) };
  const identity = (["v1", "v2"] as const).map((side) => {
    const passwordFile = join(dir, `${side}-identity`);
    writeFileSync(passwordFile, PASSWORDS[`store-${side}-identity`]);
    return sessionStore(side, { host: "127.0.0.1", port: stores[side].port, user: "identity", passwordFile });
  });
  return {
    apps,
    identity,
    async startSync() {
      sync = spawn(process.execPath, ["--max-old-space-size=128", "--max-semi-space-size=16", main], {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      });
      for (let tries = 0; ; tries++) {
        const answer = await fetch(`http://127.0.0.1:${env.HTTP_PORT}/ready`).catch(() => null);
        if (answer?.ok) return;
        assert.ok(tries < 300, "data-sync is not ready");
        await pause(100);
      }
    },
    async killSync() {
      const gone = new Promise((resolve) => sync?.once("exit", resolve));
      sync?.kill("SIGKILL");
      await gone;
    },
    async ask(...args) {
      const child = spawn(process.execPath, [main, ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
      let said = "";
      child.stdout.on("data", (chunk) => {
        said += String(chunk);
      });
      const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
      return { code, said };
    },
    fence(closedAt) {
      if (closedAt === null) rmSync(env.FENCE_FILE);
      else writeFileSync(env.FENCE_FILE, JSON.stringify({ since: closedAt, closedAt }));
    },
    async emptyStore(side) {
      await stores[side].container.restart({ t: 0 });
    },
    async killStore(side) {
      await stores[side].container.kill({ signal: "SIGKILL" });
      await stores[side].container.start();
      for (let tries = 0; (await apps[side].ping().catch(() => null)) === null; tries++) {
        assert.ok(tries < 100, "the store does not answer again");
        await pause(100);
      }
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
  const file = appendOnly ? "--dir /tmp --appendonly yes" : "--appendonly no";
  const setup = `printf '%s' "$USERS" > /tmp/users.acl && exec redis-server --save '' ${file} --aclfile /tmp/users.acl --notify-keyspace-events 'Kghx$'`;
  const port = await freePort();
  const container = await docker.createContainer({
    Image: image,
    Cmd: ["sh", "-c", setup],
    Env: [`USERS=${users}`],
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
