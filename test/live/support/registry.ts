import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { ensureImage, follow } from "../../../scripts/toolchain/images/build.ts";

/** A real registry in a container of its own, which knows one user. */
export interface LiveRegistry {
  /** `127.0.0.1:41234` */
  readonly host: string;
  /** Sends an image that the engine has; returns the digest that the engine was told. */
  push(reference: string): Promise<string>;
  /** Takes it away with every name that its images had on the engine. */
  remove(): Promise<void>;
}

export const USER = { username: "ada", password: "a:secret" };
const PORT = "5000/tcp";

/** Builds the registry from Debian's package on the lab's base, and starts it on a free port of this machine. */
export async function startRegistry(docker: Docker, base: string): Promise<LiveRegistry> {
  const dockerfile = await readFile(join(import.meta.dirname, "registry.Dockerfile"), "utf8");
  const recipe = { name: "test-registry", dockerfile, base, files: [] };
  const container = await docker.createContainer({
    Image: await ensureImage(recipe, { docker, report: () => undefined }),
    name: `ssm-test-registry-${process.pid}`,
    ExposedPorts: { [PORT]: {} },
    HostConfig: {
      AutoRemove: true,
      PortBindings: { [PORT]: [{ HostIp: "127.0.0.1", HostPort: "" }] },
      Tmpfs: { "/var/lib/docker-registry": "" },
    },
  });
  await container.start();
  const { NetworkSettings: network } = await container.inspect();
  const host = `127.0.0.1:${network.Ports[PORT]?.[0]?.HostPort}`;
  await untilItAnswers(`http://${host}/v2/`);
  return {
    host,
    push: async (reference) => {
      const image = docker.getImage(reference);
      await follow(docker, await image.push({ authconfig: { ...USER, serveraddress: host } }), "push");
      const { RepoDigests } = await image.inspect();
      const name = reference.replace(/:[^:/]+$/, "");
      return RepoDigests.find((digest) => digest.startsWith(`${name}@`))?.split("@")[1] ?? "none";
    },
    remove: async () => {
      await container.stop({ t: 0 });
      const found = await docker.listImages({ filters: { reference: [`${host}/*`] } });
      // By name: an image of the same content may have names of its own.
      const names = found.flatMap(({ RepoTags, RepoDigests }) => [
        ...(RepoTags ?? []),
        ...(RepoDigests ?? []),
      ]);
      for (const name of names.filter((each) => each.startsWith(`${host}/`)))
        await docker.getImage(name).remove({ force: true }).catch(ignoreMissing);
    },
  };
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(url).catch(() => null)) return;
    await pause(100);
  }
  throw new Error(`no registry answers at ${url}`);
}

/** The last tag of an image takes its digests along. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "statusCode" in error && error.statusCode === 404)) throw error;
}
