import { block, type Directive, directive, trusted } from "./directive.ts";
import type { GatewayInput } from "./input.ts";

// One client may hold several cookies, but not more than this many times the limit from one address.
const PER_ADDRESS_FACTOR = 5;
const CONNECTIONS_PER_ADDRESS = 100;

/** Zones and keys of the rate limits. An empty key is not counted: that is how `unlimited` networks pass. */
export function rateLimitZones(input: Pick<GatewayInput, "rateLimits" | "unlimited">): Directive[] {
  return [
    block(
      "geo",
      [trusted`$unlimited`],
      [directive("default", 0), ...input.unlimited.map((network) => directive(network, 1))],
    ),
    block(
      "map",
      [trusted`$assignment`, trusted`$client_key`],
      [directive("default", trusted`cookie:$assignment`), directive(trusted``, trusted`$anonymous_key`)],
    ),
    block(
      "map",
      [trusted`$http_x_api_key`, trusted`$limited_client`],
      [directive("default", trusted`key:$http_x_api_key`), directive(trusted``, trusted`$client_key`)],
    ),
    block(
      "map",
      [trusted`$unlimited`, trusted`$limit_client`],
      [directive("default", trusted`$limited_client`), directive("1", trusted``)],
    ),
    block(
      "map",
      [trusted`$unlimited`, trusted`$limit_address`],
      [directive("default", trusted`$binary_remote_addr`), directive("1", trusted``)],
    ),
    ...Object.entries(input.rateLimits).flatMap(([name, { perMinute }]) => [
      zone(trusted`$limit_client`, name, perMinute),
      zone(trusted`$limit_address`, `${name}_address`, perMinute * PER_ADDRESS_FACTOR),
    ]),
    directive("limit_conn_zone", trusted`$limit_address`, "zone=connections:10m"),
    directive("limit_conn", "connections", CONNECTIONS_PER_ADDRESS),
    directive("limit_req_status", 429),
    directive("limit_conn_status", 429),
  ];
}

/** The limit of one route, by client and by address. */
export function rateLimit(input: Pick<GatewayInput, "rateLimits">, name: string | null): Directive[] {
  const limit = name === null ? undefined : input.rateLimits[name];
  if (limit === undefined) return [];
  return [
    directive("limit_req", `zone=${name}`, `burst=${limit.burst}`, "nodelay"),
    directive("limit_req", `zone=${name}_address`, `burst=${limit.burst * PER_ADDRESS_FACTOR}`, "nodelay"),
  ];
}

function zone(key: ReturnType<typeof trusted>, name: string, perMinute: number): Directive {
  return directive("limit_req_zone", key, `zone=${name}:10m`, `rate=${perMinute}r/m`);
}
