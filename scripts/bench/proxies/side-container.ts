import type Docker from "dockerode";
import { partName } from "../../../infra/targets/docker/labels.ts";
import type { Owner } from "../../platform/containers/parts.ts";
import type { Bench } from "../bench-case.ts";

/** A container that stands beside the instance's own while something is measured. */
export interface SideContainer {
  /** Its name on the engine is the instance's, a dash and this. */
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  /** Volumes of the instance and where they are seen, read-only. */
  readonly volumes: Readonly<Record<string, string>>;
  /** The engine host's own network, or the instance's: a fixed address in each, or null for the next free one. */
  readonly networks: "host" | Readonly<Record<string, string | null>>;
  /** Null for none. */
  readonly limits: { readonly memoryMb: number; readonly cpus: number } | null;
}

/** Creates and starts it with the instance's labels, so that `down` removes it too. One of that name is replaced. */
export async function startBeside(
  { context, signal }: Bench,
  side: SideContainer,
): Promise<Docker.Container> {
  signal.throwIfAborted();
  const { docker, instance } = context;
  const options = createOptions(instance, side);
  await removeContainer(docker.getContainer(options.name));
  const container = await docker.createContainer(options);
  // The engine takes one network when a container is made, the others afterwards.
  for (const [network, address] of networksOf(side).slice(1)) {
    await docker
      .getNetwork(partName(instance, network))
      .connect({ Container: container.id, EndpointConfig: endpoint(address) });
  }
  await container.start();
  return container;
}

function createOptions(
  instance: Owner,
  side: SideContainer,
): Docker.ContainerCreateOptions & { name: string } {
  const [first] = networksOf(side);
  const network = first === undefined ? "host" : partName(instance, first[0]);
  return {
    name: partName(instance, side.name),
    Image: side.image,
    Cmd: [...side.command],
    Env: Object.entries(side.env).map(([key, value]) => `${key}=${value}`),
    User: side.user,
    Labels: {
      "supersmartmatch.place": instance.place,
      "supersmartmatch.instance": instance.instance,
      "supersmartmatch.service": side.name,
    },
    HostConfig: {
      NetworkMode: network,
      Binds: Object.entries(side.volumes).map(([volume, path]) => `${partName(instance, volume)}:${path}:ro`),
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      ...(side.limits === null
        ? {}
        : { Memory: side.limits.memoryMb * 2 ** 20, NanoCpus: side.limits.cpus * 1e9 }),
    },
    ...(first === undefined
      ? {}
      : { NetworkingConfig: { EndpointsConfig: { [network]: endpoint(first[1]) } } }),
  };
}

function networksOf({ networks }: SideContainer): [string, string | null][] {
  return networks === "host" ? [] : Object.entries(networks);
}

/** The address of a running container in a network of its instance. */
export async function addressIn(
  { context }: Bench,
  container: Docker.Container,
  network: string,
): Promise<string> {
  const { NetworkSettings } = await container.inspect();
  const address = NetworkSettings.Networks[partName(context.instance, network)]?.IPAddress;
  if (address === undefined || address === "") throw new Error(`${container.id} is not on ${network}`);
  return address;
}

/** Removes a container, running or not, or already gone. */
export async function removeContainer(container: Docker.Container): Promise<void> {
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    if (!(error instanceof Error && "statusCode" in error && error.statusCode === 404)) throw error;
  }
}

function endpoint(address: string | null): Docker.EndpointSettings {
  return address === null ? {} : { IPAMConfig: { IPv4Address: address } };
}
