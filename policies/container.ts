import type { ResourceValidationPolicy } from "@pulumi/policy";
import { CONTAINER, type Container } from "./resources.ts";
import { resourceRule, type Seen, type Violations } from "./rule.ts";

/** A mandatory rule about every container. Each violation gets the container's name in front. */
export function containerRule(
  name: string,
  description: string,
  check: (container: Container, resource: Seen) => Violations,
): ResourceValidationPolicy {
  return resourceRule(name, description, CONTAINER, function* (resource) {
    const container = resource.props as Container;
    const label = `container ${container.name ?? resource.name}`;
    for (const violation of check(container, resource)) yield `${label}: ${violation}`;
  });
}
