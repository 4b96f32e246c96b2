import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

/** Nothing can be written into an image's own files while it runs. */
export const requireReadOnlyRoot = containerRule(
  "require-read-only-root",
  "read-only root file system",
  check,
);

function* check({ readOnly }: Container): Violations {
  if (readOnly !== true)
    yield `readOnly must be true, got ${readOnly ?? "nothing"}; what must be written goes to a volume or tmpfs`;
}
