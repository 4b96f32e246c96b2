import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

/** Every container says whether it can do its work. */
export const requireHealthCheck = containerRule(
  "require-health-check",
  "every container has a health check",
  check,
);

function* check({ healthcheck }: Container): Violations {
  const tests = healthcheck?.tests ?? [];
  if (!["CMD", "CMD-SHELL"].includes(tests[0] ?? "") || tests.length < 2) {
    yield `healthcheck.tests must be a command after CMD or CMD-SHELL, got ${tests.join(" ") || "nothing"}`;
  }
}
