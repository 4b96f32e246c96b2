import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

/** No container is privileged or is handed a device of the host. */
export const forbidPrivilegedContainers = containerRule(
  "forbid-privileged-containers",
  "no privileged container",
  check,
);

function* check({ privileged, devices, deviceRequests, deviceCgroupRules, gpus }: Container): Violations {
  if (privileged === true) yield "privileged must be false, got true; it is root on the host";
  const handed = [...(devices ?? []).map(({ hostPath }) => hostPath), ...(deviceCgroupRules ?? [])];
  if ((deviceRequests ?? []).length > 0 || gpus !== undefined) handed.push("a device request");
  if (handed.length > 0) yield `devices must be empty, got ${handed.join(", ")}; remove them`;
}
