import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import { labelOf } from "../resources.ts";
import type { Seen, Violations } from "../rule.ts";

const LOOPBACK: readonly string[] = ["127.0.0.1", "::1"];
/** Plain HTTP, which only redirects, and HTTPS. Status and control ports stay inside. */
const PUBLIC_PORTS: readonly number[] = [80, 443];

/** Nothing but the gateway's two public ports can be reached from outside the machine. */
export const publishOnlyTheGateway = containerRule(
  "publish-only-the-gateway",
  "nothing but the gateway is published beyond loopback",
  check,
);

function* check({ ports, publishAllPorts }: Container, { props }: Seen): Violations {
  if (publishAllPorts === true) yield "publishAllPorts must be false, got true; name each port";
  const isGateway = labelOf(props, "service") === "gateway";
  for (const { ip, internal } of ports ?? []) {
    if (LOOPBACK.includes(ip ?? "") || (isGateway && PUBLIC_PORTS.includes(internal))) continue;
    const where = ip === undefined || ip === "" ? "every address" : ip;
    yield isGateway
      ? `port ${internal} must not be published on ${where}; the gateway publishes ${PUBLIC_PORTS.join(" and ")} only`
      : `port ${internal} must be published on 127.0.0.1 or ::1, got ${where}; only the gateway faces the world`;
  }
}
