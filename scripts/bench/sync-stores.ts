import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { createClient } from "redis";
import { ensureImages, type Images } from "../toolchain/images/ensure-images.ts";
import { cacheDir } from "../toolchain/paths.ts";
import { useOf } from "./container-use.ts";

const PASSWORD = "bench";
/** As the plan starts a store; a replica logs in at its primary with the same user. */
const STORE = `redis-server --save "" --appendonly yes --notify-keyspace-events Kghx$ --user default off
  --user bench on ">${PASSWORD}" "~*" "&*" +@all --masteruser bench --masterauth ${PASSWORD}`;
const DIRECTION = '{"mode":"bidirectional","authority":"v1"}';
const SYNC = `cd /tmp && printf %s "$PASSWORD" > password && printf %s "$DIRECTION" > direction.json && exec node /app/main.mjs`;
/** What data-sync may need at any size; the plan gives it as much again for its own commands. */
const SYNC_LIMITS = { Memory: 256 * 2 ** 20, MemorySwap: 256 * 2 ** 20, NanoCpus: 1e9 };
const READY_MS = 30_000;

/** A store with an append-only file, in a container of its own. */
export interface BenchStore {
  /** Where another container and, on Linux, this machine reach it. */
  readonly host: string;
  readonly client: Awaited<ReturnType<typeof connect>>;
}

/** Two fresh stores, and what starts a data-sync between them. */
export interface TwoStores {
  readonly a: BenchStore;
  readonly b: BenchStore;
  /** Runs until the stores are removed; from its image, within the memory that it may need and the processor that the plan gives it. */
  startSync(): Promise<BenchSync>;
}

/** A data-sync that runs. */
export interface BenchSync {
  /** Memory that it holds now, MB; rejects when it was killed for holding more than it may. */
  memoryMb(): Promise<number>;
}

/** Runs `work` with two fresh stores, and removes everything whatever happened. */
export async function withStores<T>(docker: Docker, work: (stores: TwoStores) => Promise<T>): Promise<T> {
  const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
  const undo: (() => unknown)[] = [];
  const start = async (name: string, options: Docker.ContainerCreateOptions) => {
    const container = await docker.createContainer({ ...options, name: `ssm-bench-sync-${name}` });
    undo.push(() => container.remove({ force: true, v: true }));
    await container.start();
    const { NetworkSettings } = await container.inspect();
    return { container, host: Object.values(NetworkSettings.Networks)[0]?.IPAddress ?? "" };
  };
  const startStore = async (name: string): Promise<BenchStore> => {
    const Cmd = ["sh", "-c", `exec ${STORE.replaceAll("\n", " ")}`];
    const { host } = await start(name, { Image: images.redis ?? "", Cmd });
    const client = await connect(host);
    undo.push(() => client.destroy());
    return { host, client };
  };
  try {
    const [a, b] = [await startStore("a"), await startStore("b")];
    return await work({
      a,
      b,
      async startSync() {
        const { container, host } = await start("between", syncOptions(images, a, b));
        await ready(host);
        return { memoryMb: async () => (await useOf(docker, container.id)).memoryMb };
      },
    });
  } finally {
    for (const one of undo.reverse()) await one();
  }
}

function syncOptions(images: Images, a: BenchStore, b: BenchStore): Docker.ContainerCreateOptions {
  const env = {
    PASSWORD,
    DIRECTION,
    NODE_OPTIONS: "--max-old-space-size=128 --max-semi-space-size=16",
    STORE_USER: "bench",
    STORE_V1_HOST: a.host,
    STORE_V2_HOST: b.host,
    STORE_V1_PASSWORD_FILE: "/tmp/password",
    STORE_V2_PASSWORD_FILE: "/tmp/password",
    DIRECTION_FILE: "/tmp/direction.json",
    // Nobody puts up a fence here.
    FENCE_FILE: "/tmp/fence.json",
  };
  return {
    Image: images["data-sync"] ?? "",
    Cmd: ["sh", "-c", SYNC],
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    HostConfig: SYNC_LIMITS,
  };
}

async function ready(host: string): Promise<void> {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    const answer = await fetch(`http://${host}:8080/ready`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`data-sync was not ready within ${READY_MS / 1000} s`);
}

async function connect(host: string) {
  const client = createClient({
    socket: { host, reconnectStrategy: () => 100 },
    username: "bench",
    password: PASSWORD,
  });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
