import type Docker from "dockerode";
import { text } from "../../messages/messages.ts";
import type { Instance } from "../instance/instance.ts";

/** A container of an instance as the engine sees it. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  /** `healthy`, `unhealthy`, `starting`, or what the engine says of a container that does not run. */
  readonly state: string;
  readonly running: boolean;
}

/** Whose parts are meant. */
export type Owner = Pick<Instance, "place" | "instance">;

/** Every container of an instance that is a part of its platform, found by its labels alone. */
export async function partsOf(docker: Docker, owner: Owner): Promise<Part[]> {
  const found = await docker.listContainers({
    all: true,
    filters: JSON.stringify({ label: [...labelsOf(owner), "supersmartmatch.service"] }),
  });
  return found
    .map((item) => ({
      id: item.Id,
      name: (item.Names[0] ?? item.Id).replace(/^\//, ""),
      service: item.Labels["supersmartmatch.service"] ?? "?",
      state:
        /\((healthy|unhealthy|health: starting)\)/.exec(item.Status)?.[1]?.replace("health: ", "") ??
        item.State,
      running: item.State === "running",
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Counts of what an instance has on the engine. */
export interface Leftovers {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

/** Everything with the instance's labels. */
export async function everythingOf(docker: Docker, owner: Owner): Promise<Leftovers> {
  const filters = JSON.stringify({ label: labelsOf(owner) });
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  return {
    containers: containers.map((item) => item.Id),
    networks: networks.map((item) => item.Id),
    volumes: volumes.Volumes.map((item) => item.Name),
  };
}

/** Removes everything with the instance's labels, data included. Safe to repeat. */
export async function removeEverything(
  docker: Docker,
  owner: Owner,
  report: (line: string) => void,
): Promise<void> {
  const { containers, networks, volumes } = await everythingOf(docker, owner);
  const { removed } = text.removal;
  await Promise.all(
    containers.map((id) => unless(404, docker.getContainer(id).remove({ force: true, v: true }))),
  );
  report(removed(text.removal.containers(containers.length)));
  await Promise.all(networks.map((id) => unless(404, docker.getNetwork(id).remove())));
  report(removed(text.removal.networks(networks.length)));
  await Promise.all(volumes.map((name) => unless(404, docker.getVolume(name).remove())));
  report(removed(text.removal.volumes(volumes.length)));
}

/** Whether somebody stopped or paused a container; one that the engine is about to start again is not. */
export function isStopped({ running, state }: Pick<Part, "running" | "state">): boolean {
  return !running && state !== "restarting";
}

/** Lets a container run that is stopped or paused; that somebody else has started it meanwhile is as good. */
export function startPart(docker: Docker, { id, state }: Pick<Part, "id" | "state">): Promise<void> {
  const container = docker.getContainer(id);
  return unless(304, state === "paused" ? container.unpause() : container.start());
}

/** Waits for an answer of the engine; one with this status code says that it is so already. */
async function unless(status: number, asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof Error && "statusCode" in error && error.statusCode === status)) throw error;
  }
}

/** The labels of everything that an instance has on the engine. */
export function labelsOf({ place, instance }: Owner): string[] {
  return [`supersmartmatch.place=${place}`, `supersmartmatch.instance=${instance}`];
}
