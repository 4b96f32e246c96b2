import { tryRead } from "../gateway-text.ts";
import { CONTAINER, type Container, labelOf, RELEASE } from "../resources.ts";
import { type Seen, stackRule, type Violations } from "../rule.ts";
import { ownerOf, upstreams } from "../upstreams.ts";

/** An address in the gateway's text leads to the service that its port stands for: V1's never leads to V2. */
export const matchUpstreamsToServices = stackRule(
  "match-upstreams-to-services",
  "addresses in the text of the gateway lead to the service they say",
  check,
);

function* check(resources: readonly Seen[]): Violations {
  const services = new Map(resources.filter(({ type }) => type === CONTAINER).flatMap(addressesOf));
  for (const release of resources.filter(({ type }) => type === RELEASE)) {
    for (const { at, address } of [...upstreams(tryRead(release) ?? []).values()].flat()) {
      const number = /^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(address)?.[1];
      if (number === undefined) continue;
      const service = services.get(number) ?? "no container";
      const expected = ownerOf(address);
      if (service === expected) continue;
      const meant = expected === "unknown" ? "no app" : expected;
      yield `${at}: ${address} has the port of ${meant}, but is the address of ${service}; take it from the plan`;
    }
  }
}

function addressesOf({ props }: Seen): [string, string][] {
  const { networksAdvanced = [] } = props as Container;
  const service = labelOf(props, "service") ?? "a container without a service";
  return networksAdvanced.flatMap(({ ipv4Address }) =>
    ipv4Address === undefined ? [] : [[ipv4Address, service]],
  );
}
