import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

const POLICIES: readonly string[] = ["always", "unless-stopped"];

/** Every container comes back after a crash and after a restart of the engine. */
export const requireRestartPolicy = containerRule(
  "require-restart-policy",
  "containers come back by themselves",
  check,
);

function* check({ restart }: Container): Violations {
  if (!POLICIES.includes(restart ?? ""))
    yield `restart must be ${POLICIES.join(" or ")}, got ${restart ?? "nothing"}`;
}
