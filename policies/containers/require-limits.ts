import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

/** No container can take the host's memory or processors from the others. */
export const requireLimits = containerRule("require-limits", "limits of memory and processors", check);

function* check({ memory, memorySwap, cpus }: Container): Violations {
  if (!(Number(memory) > 0)) yield `memory must be above 0 MB, got ${memory ?? "nothing"}`;
  if (memorySwap === -1) yield "memorySwap must have a limit, got -1 for none; set it to the value of memory";
  if (!(Number(cpus) > 0)) yield `cpus must be above 0, got ${cpus ?? "nothing"}`;
}
