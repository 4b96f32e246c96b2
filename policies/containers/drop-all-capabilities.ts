import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

/** No container keeps or gets a Linux capability; ports below 1024 need none on a bridge network. */
export const dropAllCapabilities = containerRule("drop-all-capabilities", "no Linux capabilities", check);

function* check({ capabilities }: Container): Violations {
  const drops = capabilities?.drops ?? [];
  const adds = capabilities?.adds ?? [];
  if (!drops.includes("ALL"))
    yield `capabilities.drops must hold "ALL", got ${drops.join(", ") || "nothing"}`;
  if (adds.length > 0) yield `capabilities.adds must be empty, got ${adds.join(", ")}`;
}
