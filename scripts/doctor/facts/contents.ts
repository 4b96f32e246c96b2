import type Docker from "dockerode";
import { isStopped } from "../../platform/containers/parts.ts";
import { IMAGE_LABEL } from "../../toolchain/images/recipe.ts";

/** What an engine has of this project, and who publishes ports on it. */
export interface ContentsFacts {
  readonly instances: readonly InstanceOnEngine[];
  /** Images of the lab that no container uses and that a newer one of the same name replaces. */
  readonly oldImages: readonly OldImage[];
  /** Ports of this machine that containers publish, by their number. */
  readonly published: Readonly<Record<number, Publisher>>;
}

/** How much of an instance an engine has. */
export interface InstanceOnEngine {
  readonly place: string;
  readonly name: string;
  readonly containers: number;
  readonly running: number;
  /** Parts of its platform that somebody stopped or paused; a scratch container that waits is none. */
  readonly stopped: number;
  readonly networks: number;
  readonly volumes: number;
}

/** Who publishes a port: the container's name, and its instance if it is one of this project. */
export interface Publisher {
  readonly container: string;
  readonly instance: string | null;
}

/** An image by its reference, with its size together with the layers it shares. */
export interface OldImage {
  readonly reference: string;
  readonly bytes: number;
  /** Days since it was built. */
  readonly age: number;
}

/** What carries labels, as the engine lists it. */
interface Labelled {
  readonly Labels?: Readonly<Record<string, string>> | undefined;
}

const DAY = 86_400;
const INSTANCE = "supersmartmatch.instance";
const PLACE = "supersmartmatch.place";
const SERVICE = "supersmartmatch.service";

/** Asks the engine; changes nothing. `kept` are images that instances still name. */
export async function lookAtContents(docker: Docker, kept: readonly string[]): Promise<ContentsFacts> {
  const ours = JSON.stringify({ label: [INSTANCE] });
  const label = Object.entries(IMAGE_LABEL).map((pair) => pair.join("="));
  const [containers, networks, { Volumes: volumes }, images] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks({ filters: ours }),
    docker.listVolumes({ filters: ours }),
    docker.listImages({ filters: JSON.stringify({ label }) }),
  ]);
  return {
    instances: instancesOf(containers, networks, volumes),
    oldImages: replacedImages(images, containers).filter(({ reference }) => !kept.includes(reference)),
    published: publishedBy(containers),
  };
}

function instancesOf(
  containers: readonly Docker.ContainerInfo[],
  networks: readonly Labelled[],
  volumes: readonly Labelled[],
): InstanceOnEngine[] {
  const lists = {
    containers: ownersOf(containers),
    running: ownersOf(containers.filter(({ State }) => State === "running")),
    stopped: ownersOf(containers.filter(isStoppedPart)),
    networks: ownersOf(networks),
    volumes: ownersOf(volumes),
  };
  const owners = new Set(Object.values(lists).flat());
  return [...owners].sort().map((owner) => {
    const [place = "", name = ""] = owner.split("/");
    const count = (list: readonly string[]) => list.filter((one) => one === owner).length;
    return {
      place,
      name,
      containers: count(lists.containers),
      running: count(lists.running),
      stopped: count(lists.stopped),
      networks: count(lists.networks),
      volumes: count(lists.volumes),
    };
  });
}

function isStoppedPart({ Labels, State }: Docker.ContainerInfo): boolean {
  return Labels[SERVICE] !== undefined && isStopped({ running: State === "running", state: State });
}

/** `place/instance` of each that is ours. */
function ownersOf(list: readonly Labelled[]): string[] {
  return list.flatMap(({ Labels }) => {
    const name = Labels?.[INSTANCE];
    return name === undefined ? [] : [`${Labels?.[PLACE] ?? ""}/${name}`];
  });
}

function replacedImages(
  images: readonly Docker.ImageInfo[],
  containers: readonly Docker.ContainerInfo[],
): OldImage[] {
  const used = new Set(containers.map(({ ImageID }) => ImageID));
  const tagged = images.flatMap(({ Id, RepoTags, Created, Size }) =>
    (RepoTags ?? []).map((reference) => ({ Id, reference, Created, bytes: Size })),
  );
  return tagged
    .filter(({ Id }) => !used.has(Id))
    .filter(({ reference, Created }) =>
      tagged.some((other) => other.Created > Created && nameOf(other.reference) === nameOf(reference)),
    )
    .map(({ reference, bytes, Created }) => ({ reference, bytes, age: (Date.now() / 1000 - Created) / DAY }));
}

function nameOf(reference: string): string | undefined {
  return reference.split(":")[0];
}

function publishedBy(containers: readonly Docker.ContainerInfo[]): Record<number, Publisher> {
  return Object.fromEntries(
    containers.flatMap(({ Names, Ports, Labels }) => {
      const container = (Names[0] ?? "").replace(/^\//, "");
      const publisher = { container, instance: Labels[INSTANCE] ?? null };
      return (Ports ?? []).flatMap(({ PublicPort }) =>
        PublicPort === undefined ? [] : [[PublicPort, publisher]],
      );
    }),
  );
}
