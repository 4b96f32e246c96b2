import { block, type Directive, directive, trusted } from "./directive.ts";
import type { GatewayInput, Release } from "./input.ts";

// Below the apps' own keep-alive time, so that nginx never reuses a connection that the app is closing.
const IDLE = trusted`30s`;

/**
 * One group per release. Addresses are fixed: with names that are resolved while
 * nginx runs, a request under way is refused when V2's name goes away between its two tries. No server is ever
 * marked down: the gate must see V2's true error rate, and V1 has no replacement.
 */
export function upstreams(input: GatewayInput): Directive[] {
  const { v1, v2, nexten } = input.apps;
  return [
    ...(input.sunset ? [] : [group("v1", [server(v1)])]),
    group("v2", [server(v2)]),
    group("nexten", [server(nexten)]),
    group("identity", [server(input.identity)]),
    // The port of the last address tried tells who answered.
    block(
      "map",
      [trusted`$upstream_addr`, trusted`$served_by`],
      [
        directive("default", trusted``),
        directive(trusted`~:${v1.port}$`, "v1"),
        directive(trusted`~:${v2.port}$`, "v2"),
        directive(trusted`~:${nexten.port}$`, "nexten"),
      ],
    ),
  ];
}

function group(name: string, servers: readonly Directive[]): Directive {
  return block(
    "upstream",
    [name],
    [
      directive("zone", name, "128k"),
      ...servers,
      directive("keepalive", 64),
      directive("keepalive_timeout", IDLE),
    ],
  );
}

function server({ address, port }: GatewayInput["apps"][Release]): Directive {
  return directive("server", `${address}:${port}`, "max_fails=0");
}
