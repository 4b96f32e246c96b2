import { isIPv4 } from "node:net";

/** The last number of each part's address in every network it is on, and the base of its user id. */
const HOST_NUMBERS = {
  gateway: 10,
  v1: 11,
  v2: 12,
  nexten: 13,
  identity: 14,
  "store-v1": 21,
  "store-v2": 22,
  "data-sync": 23,
  prometheus: 31,
  prober: 32,
  "gateway-exporter": 33,
  keeper: 40,
} as const;

export type ServiceName = keyof typeof HOST_NUMBERS;

/** The fixed address of a service in a /24 network: the network's first three numbers and the service's own. */
export function addressOf(service: ServiceName, subnet: string): string {
  return hostAddress(subnet, HOST_NUMBERS[service]);
}

/** Which service each address in these /24 networks is of. */
export function servicesByAddress(subnets: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    subnets.flatMap((subnet) =>
      Object.entries(HOST_NUMBERS).map(([service, host]) => [hostAddress(subnet, host), service] as const),
    ),
  );
}

/** The engine host's own address in a network: the one that published ports come from. */
export function engineAddress(subnet: string): string {
  return hostAddress(subnet, 1);
}

/** Every service runs as a user of its own, so none can read another's files. */
export function userOf(service: ServiceName): { readonly uid: number; readonly gid: number } {
  const id = 10_000 + HOST_NUMBERS[service];
  return { uid: id, gid: id };
}

function hostAddress(subnet: string, host: number): string {
  const [network = "", bits] = subnet.split("/");
  if (!isIPv4(network) || bits !== "24") throw new Error(`subnet must be an IPv4 /24, got ${subnet}`);
  return `${network.split(".").slice(0, 3).join(".")}.${host}`;
}
