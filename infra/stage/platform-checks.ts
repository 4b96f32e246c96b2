import { overlap } from "./addresses.ts";
import type { Finding } from "./problem.ts";
import type { Platform } from "./schema.ts";

/** A route of the machine that runs the containers. */
export interface HostRoute {
  /** `eth0`. */
  readonly device: string;
  /** `10.0.0.0/8`; a default route is none. */
  readonly subnet: string;
}

/** What the parts of `platform.yaml` say against each other. */
export function platformFindings(platform: Platform, file: string): Finding[] {
  return [...subnetFindings(platform.networks, file), ...routeFindings(platform.routes, file)];
}

/**
 * Networks that would take addresses which the machine already reaches another way. `own` are the subnets that this
 * instance has on the machine by now. Pure: whoever calls it reads the routes.
 */
export function hostFindings(
  networks: Readonly<Record<string, { readonly subnet: string }>>,
  routes: readonly HostRoute[],
  own: readonly string[],
  file: string,
): Finding[] {
  const foreign = routes.filter(({ subnet }) => !own.includes(subnet));
  return Object.entries(networks).flatMap(([name, { subnet }]) => {
    const taken = foreign.find((route) => overlap(subnet, route.subnet));
    if (taken === undefined) return [];
    const fix = "write a free range here, or start the instance in another slot";
    const message = `overlaps a route of this machine, ${taken.subnet} on ${taken.device}, got ${subnet}; ${fix}`;
    return [{ file, path: ["networks", name, "subnet"], message }];
  });
}

function subnetFindings(networks: Platform["networks"], file: string): Finding[] {
  const entries = Object.entries(networks);
  return entries.flatMap(([name, { subnet }], index) => {
    const twin = entries.slice(0, index).find(([, other]) => overlap(subnet, other.subnet));
    if (twin === undefined) return [];
    const message = `must not overlap ${twin[0]} (${twin[1].subnet}), got ${subnet}; write a free range`;
    return [{ file, path: ["networks", name, "subnet"], message }];
  });
}

function routeFindings(routes: Platform["routes"], file: string): Finding[] {
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
