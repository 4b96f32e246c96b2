import { PassThrough, Readable, type Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { text } from "../../messages/messages.ts";
import { labelsOf, type Owner, partsOf } from "../containers/parts.ts";
import { outputIn } from "../containers/run-in.ts";
import { removeNetwork } from "../heal/heal.ts";
import { type Sealed, STORES, type StoreName } from "./manifest.ts";

/** Beside the instance's own labels, so that `down` removes it, but of no service: it is no part of the platform. */
const SCRATCH = "supersmartmatch.scratch=yes";
const FOLDER = "/scratch";
/** On a network that leads nowhere, and without anything that a person could log in to. */
const NO_PASSWORD = ["--protected-mode", "no", "--notify-keyspace-events", "Kghx$"];
const NO_FILES = ["--appendonly", "no", "--save", ""];
/** Closed since ever: data-sync makes a last pass, and tells when everything was compared. */
const FENCE = '{"since":1,"closedAt":1}';

/** Until data-sync is wanted: what was copied can be looked at as it is. */
const IDLE = ["node", "-e", "setInterval(() => {}, 2 ** 30)"];
/** How long a store may take to read its copy, ms; ten times what 1,000,000 documents took. */
const LOADS_MS = 120_000;
const ASK_EVERY_MS = 100;

/** Writes a store's copy into a stream. */
export type Fill = (store: StoreName, into: Writable) => Promise<void>;

/**
 * Both stores of a snapshot in containers of their own, loaded, with one for a data-sync that does not run yet, on an
 * internal network that nothing else is on. The images are those of the running parts. Returns data-sync's container id;
 * `removeScratch` ends all.
 */
export async function startScratch(
  docker: Docker,
  owner: Owner,
  stores: Readonly<Record<StoreName, Sealed>>,
  fill: Fill,
): Promise<string> {
  await removeScratch(docker, owner);
  const name = (part: string) => scratchName(owner, part);
  const labels = Object.fromEntries([...labelsOf(owner), SCRATCH].map((label) => label.split("=")));
  await docker.createNetwork({ Name: name("network"), Internal: true, Labels: labels });
  const make = async (service: string, cmd: readonly string[], env: readonly string[]) => {
    const { Image, memory } = await like(docker, owner, service);
    return docker.createContainer({
      name: name(service),
      Image,
      ...(cmd.length > 0 ? { Cmd: [...cmd] } : {}),
      Env: [...env],
      Labels: labels,
      User: "65534:65534",
      HostConfig: {
        NetworkMode: name("network"),
        Memory: memory,
        // The least there is: on a small machine a test restore would slow the platform, and users come first.
        CpuShares: 2,
        CapDrop: ["ALL"],
        SecurityOpt: ["no-new-privileges"],
      },
    });
  };
  const loading: Docker.Container[] = [];
  const redis = ["redis-server", "--dir", FOLDER, "--dbfilename", "dump.rdb", ...NO_FILES, ...NO_PASSWORD];
  for (const store of STORES) {
    const container = await make(store, redis, []);
    await put(container, "dump.rdb", stores[store].plainBytes, (into) => fill(store, into));
    await container.start();
    loading.push(container);
  }
  const sync = await make("data-sync", IDLE, [
    "HTTP_PORT=8080",
    "STORE_USER=default",
    `STORE_V1_HOST=${name("store-v1")}`,
    `STORE_V2_HOST=${name("store-v2")}`,
    // The scratch stores ask for no password and take any.
    `STORE_V1_PASSWORD_FILE=${FOLDER}/fence.json`,
    `STORE_V2_PASSWORD_FILE=${FOLDER}/fence.json`,
    `DIRECTION_FILE=${FOLDER}/fence.json`,
    `FENCE_FILE=${FOLDER}/fence.json`,
    "PASS_EVERY_MS=1000",
  ]);
  await put(sync, "fence.json", FENCE.length, async (into) => void into.end(FENCE));
  await Promise.all([sync.start(), ...loading.map((store) => loaded(docker, store))]);
  return sync.id;
}

/** Starts data-sync in its container: it makes a last pass over everything. */
export async function startSync(docker: Docker, id: string): Promise<void> {
  const exec = await docker.getContainer(id).exec({ Cmd: ["node", "/app/main.mjs"] });
  await exec.start({ Detach: true });
}

async function loaded(docker: Docker, { id }: Docker.Container): Promise<void> {
  const until = Date.now() + LOADS_MS;
  const answer = async () => (await outputIn(docker, id, ["redis-cli", "ping"])).output.trim();
  for (let said = await answer(); said !== "PONG"; said = await answer()) {
    if (Date.now() > until) throw new Error(text.snapshotErrors.notLoaded(LOADS_MS / 1000, said));
    await pause(ASK_EVERY_MS);
  }
}

/** The name of a scratch part on the engine. */
export function scratchName({ instance }: Owner, part: string): string {
  return `${instance}-scratch-${part}`;
}

/** Removes what a test restore made, also one that was killed. */
export async function removeScratch(docker: Docker, owner: Owner): Promise<void> {
  const filters = JSON.stringify({ label: [...labelsOf(owner), SCRATCH] });
  for (const { Id } of await docker.listContainers({ all: true, filters }))
    await docker.getContainer(Id).remove({ force: true, v: true });
  // The running data-sync may be on it, for a restore.
  for (const { Id } of await docker.listNetworks({ filters })) await removeNetwork(docker, Id);
}

async function like(docker: Docker, owner: Owner, service: string) {
  const part = (await partsOf(docker, owner)).find((item) => item.service === service);
  if (part === undefined) throw new Error(text.snapshotErrors.noImage(service));
  const { Image, HostConfig } = await docker.getContainer(part.id).inspect();
  return { Image, memory: HostConfig.Memory ?? 0 };
}

/** One file of a known size into a container that does not run yet. */
async function put(
  container: Docker.Container,
  file: string,
  size: number,
  write: (into: Writable) => Promise<void>,
): Promise<void> {
  const archive = pack();
  archive.entry({ name: `${FOLDER.slice(1)}/`, type: "directory", mode: 0o777 });
  const entry = archive.entry({ name: `${FOLDER.slice(1)}/${file}`, size, mode: 0o644 });
  const plain = new PassThrough();
  const pour = async () => {
    for await (const chunk of plain)
      if (!entry.write(chunk)) await new Promise<void>((resolve) => entry.once("drain", () => resolve()));
    entry.end(null);
    archive.finalize();
  };
  const sending = container.putArchive(Readable.from(archive), { path: "/" });
  await Promise.all([write(plain), pour(), sending]);
}
