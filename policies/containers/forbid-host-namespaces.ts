import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

const NAMESPACES = ["networkMode", "pidMode", "ipcMode", "usernsMode", "cgroupnsMode"] as const;

/** No container shares a namespace with the host or with another container. */
export const forbidHostNamespaces = containerRule(
  "forbid-host-namespaces",
  "no namespace of the host",
  check,
);

function* check(container: Container): Violations {
  for (const namespace of NAMESPACES) {
    const mode = container[namespace] ?? "";
    if (/^(host|container:|ns:)/.test(mode))
      yield `${namespace} must be the container's own, got "${mode}"; remove it`;
  }
}
