import { posix } from "node:path";
import { isPrivate, overlap } from "./addresses.ts";
import type { Finding } from "./problem.ts";
import type { Platform } from "./schema.ts";
import { TIMEOUT_BOUNDS, timeRefusal } from "./time-bounds.ts";
import { memory } from "./units.ts";

const LEAST_MEMORY_MB = 6;
/** What the gateway answers itself, as in infra/config-files/nginx/locations.ts: nginx takes no location twice. */
const GATEWAYS_OWN: readonly string[] = ["/health", "/"];

/** A route of the machine that runs the containers. */
export interface HostRoute {
  /** `eth0`. */
  readonly device: string;
  /** `10.0.0.0/8`; a default route is none. */
  readonly subnet: string;
}

/** What the parts of `platform.yaml` say against each other. */
export function platformFindings(platform: Platform, file: string): Finding[] {
  return [
    ...subnetFindings(platform.networks, file),
    ...routeFindings(platform.routes, file),
    ...portFindings(platform.services, file),
    ...memoryFindings(platform.services, file),
  ];
}

/**
 * Networks that would take addresses which the machine already reaches another way. `own` are the subnets that this
 * instance has on the machine by now, `copy` is the command that makes one with other addresses, null where there is
 * none. Pure: whoever calls it reads the routes.
 */
export function hostFindings(
  networks: Readonly<Record<string, { readonly subnet: string }>>,
  routes: readonly HostRoute[],
  own: readonly string[],
  file: string,
  copy: string | null,
): Finding[] {
  const orCopy = copy === null ? "" : `, or start a copy with other addresses: ${copy}`;
  const foreign = routes.filter(({ subnet }) => !own.includes(subnet));
  return Object.entries(networks).flatMap(([name, { subnet }]) => {
    const taken = foreign.find((route) => overlap(subnet, route.subnet));
    if (taken === undefined) return [];
    const message = `overlaps a route of this machine, ${taken.subnet} on ${taken.device}, got ${subnet}; write a free range here${orCopy}`;
    return [{ file, path: ["networks", name, "subnet"], message }];
  });
}

function subnetFindings(networks: Platform["networks"], file: string): Finding[] {
  const entries = Object.entries(networks);
  return entries.flatMap(([name, { subnet }], index) => {
    const path = ["networks", name, "subnet"];
    if (!isPrivate(subnet)) {
      const message = `must be a private network, got ${subnet}; write one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`;
      return [{ file, path, message }];
    }
    const twin = entries.slice(0, index).find(([, other]) => overlap(subnet, other.subnet));
    if (twin === undefined) return [];
    const message = `must not overlap ${twin[0]} (${twin[1].subnet}), got ${subnet}; write a free range`;
    return [{ file, path, message }];
  });
}

/** A port tells which release answered: in the gateway's log, in the metrics, in the policies. */
function portFindings(services: Platform["services"], file: string): Finding[] {
  const apps = ["v1", "v2", "nexten"] as const;
  return apps.flatMap((name, index) => {
    const { port } = services[name];
    const twin = apps.slice(0, index).find((other) => services[other].port === port);
    if (twin === undefined) return [];
    const message = `must differ from services.${twin}.port, both are ${port}: the port tells who answered`;
    return [{ file, path: ["services", name, "port"], message }];
  });
}

function memoryFindings(services: Platform["services"], file: string): Finding[] {
  return Object.entries(services).flatMap(([name, { memoryMb }]) => {
    if (memoryMb >= LEAST_MEMORY_MB) return [];
    const message = `must be at least ${LEAST_MEMORY_MB}MB, got ${memory.print(memoryMb)}: Docker starts nothing with less`;
    return [{ file, path: ["services", name, "memory"], message }];
  });
}

function routeFindings(routes: Platform["routes"], file: string): Finding[] {
  if (routes.every(({ to }) => to !== "split")) {
    const message = "must hold a route with to: split, got none: no stage would bring a user to V2";
    return [{ file, path: ["routes"], message }];
  }
  return [...timeoutFindings(routes, file), ...pathFindings(routes, file), ...twinFindings(routes, file)];
}

function pathFindings(routes: Platform["routes"], file: string): Finding[] {
  return routes.flatMap(({ path }, index) => {
    const message = pathRefusal(path);
    return message === null ? [] : [{ file, path: ["routes", index, "path"], message }];
  });
}

function pathRefusal(path: string): string | null {
  if (GATEWAYS_OWN.includes(path))
    return `must not be ${path}: the gateway itself answers there; write another path, or one below it`;
  // nginx compares a route with the path that is left when these are resolved.
  const resolved = posix.normalize(path);
  return resolved === path
    ? null
    : `must not hold //, or . or .. between slashes, got ${path}: no request would ever get there; write ${resolved}`;
}

function timeoutFindings(routes: Platform["routes"], file: string): Finding[] {
  return routes.flatMap(({ timeout }, index) => {
    const message = timeRefusal(timeout, TIMEOUT_BOUNDS);
    return message === null ? [] : [{ file, path: ["routes", index, "timeout"], message }];
  });
}

function twinFindings(routes: Platform["routes"], file: string): Finding[] {
  return routes.flatMap(({ path }, index) => {
    const first = routes.findIndex((other) => other.path === path);
    if (first === index) return [];
    return [
      {
        file,
        path: ["routes", index, "path"],
        message: `must differ from routes[${first}].path, both are ${path}`,
      },
    ];
  });
}
