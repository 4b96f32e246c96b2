import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Plan, ServicePlan } from "../../plan/plan.ts";
import { labels, partName } from "./labels.ts";

export interface DockerServiceArgs {
  readonly plan: Plan;
  readonly service: ServicePlan;
  readonly networks: Readonly<Record<string, docker.Network>>;
  readonly volumes: Readonly<Record<string, docker.Volume>>;
}

/** One container with nothing it does not need: no root, no capabilities, a read-only root, limits everywhere. */
export class DockerService extends pulumi.ComponentResource {
  readonly container: docker.Container;

  constructor(name: string, args: DockerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("supersmartmatch:docker:Service", name, {}, opts);
    this.container = new docker.Container(`${name}-container`, containerArgs(args), {
      parent: this,
      // Names, ports and addresses are fixed, so the old one must go first.
      deleteBeforeReplace: true,
      // The plugin calls a new health check an update, but the engine cannot change one.
      replaceOnChanges: ["healthcheck"],
      ignoreChanges: ["networkMode"],
    });
    this.registerOutputs({ container: this.container.name });
  }
}

function containerArgs({ plan, service, networks, volumes }: DockerServiceArgs): docker.ContainerArgs {
  return {
    name: partName(plan, service.name),
    image: service.image,
    // An empty list would differ from the image's own command at every preview.
    ...(service.command.length > 0 ? { command: [...service.command] } : {}),
    envs: Object.entries(service.env).map(([key, value]) => `${key}=${value}`),
    hostname: service.name,
    labels: labels(plan, { service: service.name }),
    stopSignal: service.stopSignal,
    stopTimeout: service.stopSeconds,
    destroyGraceSeconds: service.stopSeconds,
    ...connections(service, networks),
    ...storage(service, volumes),
    ...confinement(service),
    healthcheck: {
      tests: [...service.health.command],
      interval: `${service.health.intervalSeconds}s`,
      timeout: `${service.health.timeoutSeconds}s`,
      retries: service.health.retries,
      startPeriod: `${service.health.startSeconds}s`,
    },
  };
}

function connections(
  service: ServicePlan,
  networks: DockerServiceArgs["networks"],
): Partial<docker.ContainerArgs> {
  if (service.networks.length === 0) return { networkMode: "none" };
  return {
    networksAdvanced: service.networks.map(({ name, address }) => ({
      name: must(networks, name).name,
      ipv4Address: address,
      aliases: [service.name],
    })),
    ports: service.publish.map(({ address, external, internal }) => ({
      ip: address,
      external,
      internal,
      protocol: "tcp",
    })),
  };
}

function storage(service: ServicePlan, volumes: DockerServiceArgs["volumes"]): Partial<docker.ContainerArgs> {
  return {
    volumes: service.mounts.map(({ volume, path, readOnly }) => ({
      volumeName: must(volumes, volume).name,
      containerPath: path,
      readOnly,
    })),
    tmpfs: { ...service.tmpfs },
  };
}

function confinement(service: ServicePlan): Partial<docker.ContainerArgs> {
  return {
    user: `${service.uid}:${service.gid}`,
    readOnly: true,
    privileged: false,
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges"],
    memory: service.memoryMb,
    memorySwap: service.memoryMb,
    cpus: coresText(service.cpus),
    restart: "unless-stopped",
    logDriver: "json-file",
    logOpts: { "max-size": "10m", "max-file": "3" },
  };
}

// The engine reads `1` back as `1.0`; written otherwise, every preview would replace the container.
function coresText(cores: number): string {
  return Number.isInteger(cores) ? cores.toFixed(1) : String(cores);
}

function must<T>(parts: Readonly<Record<string, T>>, name: string): T {
  const part = parts[name];
  if (part === undefined) throw new Error(`the plan names ${name}, which it does not declare`);
  return part;
}
