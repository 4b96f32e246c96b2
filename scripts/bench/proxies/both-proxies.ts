import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { GATEWAY_PATHS } from "../../../infra/config-files/nginx/input.ts";
import { addressOf, userOf } from "../../../infra/plan/addressing.ts";
import { partsOf } from "../../platform/containers/parts.ts";
import type { Bench } from "../bench-case.ts";
import { gatewayPart } from "../instance.ts";
import { addressIn, removeContainer, type SideContainer, startBeside } from "./side-container.ts";
import { bareProxyText, lightUpstreamText } from "./texts.ts";

/** The instance's gateway and, beside it, an nginx of the same image and limits that does nothing but proxy to V1. */
export interface BothProxies {
  readonly gateway: RunningProxy;
  readonly bare: RunningProxy;
}

/** A running proxy. */
export interface RunningProxy {
  readonly id: string;
  /** Its address on the frontend network; HTTPS is on port 443. */
  readonly address: string;
}

const START = `printf %s "$TEXT" > /tmp/nginx.conf && exec nginx -e /dev/stderr -c /tmp/nginx.conf -g 'daemon off;'`;

/** Runs `work` while the bare proxy stands beside the gateway. The gateway and its configuration stay as they are. */
export async function withBareProxy<T>(bench: Bench, work: (proxies: BothProxies) => Promise<T>): Promise<T> {
  const { stacks } = bench.context;
  const { services, networks } = stacks.platform;
  const gateway = await gatewayPart(bench.context);
  const upstream = { address: addressOf("v1", networks.backend.subnet), port: services.v1.port };
  const { memoryMb, cpus } = services.gateway;
  const bare = await startBeside(bench, {
    ...nginx(bench, "bare-proxy", bareProxyText(upstream)),
    volumes: { "gateway-secrets": GATEWAY_PATHS.secrets },
    networks: { frontend: null, backend: null },
    limits: { memoryMb, cpus },
  });
  try {
    const address = await addressIn(bench, bare, "frontend");
    await listening(bench, address);
    return await work({
      gateway: { id: gateway.id, address: addressOf("gateway", networks.frontend.subnet) },
      bare: { id: bare.id, address },
    });
  } finally {
    await removeContainer(bare);
  }
}

/** Runs `work` while light upstreams stand at the addresses of V1 and V2, which run again afterwards whatever becomes of it. */
export async function withLightUpstreams<T>(bench: Bench, work: () => Promise<T>): Promise<T> {
  const { docker, instance, stacks } = bench.context;
  const { services, networks } = stacks.platform;
  const apps = (await partsOf(docker, instance)).filter(
    ({ service }) => service === "v1" || service === "v2",
  );
  const light: Docker.Container[] = [];
  try {
    await Promise.all(apps.map(({ id }) => docker.getContainer(id).stop()));
    for (const release of ["v1", "v2"] as const) {
      const side = {
        ...nginx(bench, `light-${release}`, lightUpstreamText(services[release].port)),
        networks: { backend: addressOf(release, networks.backend.subnet) },
      };
      light.push(await startBeside(bench, side));
    }
    return await work();
  } finally {
    await Promise.all(light.map(removeContainer));
    await Promise.all(apps.map(({ id }) => docker.getContainer(id).start()));
  }
}

function nginx({ context }: Bench, name: string, text: string): SideContainer {
  const image = context.settings.images.nginx;
  if (image === undefined) throw new Error("the lab's nginx image is not known");
  const { uid, gid } = userOf("gateway");
  return {
    name,
    image,
    command: ["sh", "-c", START],
    env: { TEXT: text },
    user: `${uid}:${gid}`,
    volumes: {},
    networks: {},
    limits: null,
  };
}

async function listening({ signal }: Bench, address: string): Promise<void> {
  for (let tries = 0; !(await accepts(address)); tries++) {
    if (tries === 100) throw new Error(`${address}:443 took no connection within 10 s`);
    await pause(100, undefined, { signal });
  }
}

function accepts(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(443, address);
    const end = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.on("connect", () => end(true)).on("error", () => end(false));
  });
}
