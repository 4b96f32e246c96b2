import { containerRule } from "../container.ts";
import { type Container, labelOf } from "../resources.ts";
import type { Seen, Violations } from "../rule.ts";

const EVICTION = /--maxmemory-policy[\s=]+(\S+)/g;

/** No store evicts: a full one refuses writes, which its app is told; one that evicts loses documents without a word. */
export const forbidEviction = containerRule("forbid-eviction", "no store that evicts what it holds", check);

function* check({ command = [] }: Container, { props }: Seen): Violations {
  if (!labelOf(props, "service")?.startsWith("store-")) return;
  const found = [...command.join(" ").matchAll(EVICTION)].map(([, policy]) => policy);
  if (found.length > 0 && found.every((policy) => policy === "noeviction")) return;
  yield `--maxmemory-policy must be noeviction, got ${found.join(", ") || "none"}; a full store that evicts loses customers' data`;
}
