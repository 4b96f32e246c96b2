import { everyDirective } from "./gateway-text.ts";
import type { Directive } from "./nginx-reader.ts";

/** One server of an `upstream` block. */
export interface UpstreamServer {
  readonly at: string;
  readonly address: string;
  /** Asked only when the others fail. */
  readonly backup: boolean;
  /** `weight=` as written; undefined when absent. */
  readonly weight: number | undefined;
}

/** Whose server it is. "other" is a service with a name of its own, "unknown" may be anybody. */
export type Owner = "v1" | "v2" | "nexten" | "identity" | "other" | "unknown";

/** The ports of the apps and of identity: an address without a telling name is known by its port. */
const PORTS: Readonly<Record<string, Owner>> = {
  "5062": "v1",
  "5070": "v2",
  "5052": "nexten",
  "8081": "identity",
};

/** The servers of every `upstream` block, by the block's name. */
export function upstreams(text: readonly Directive[]): ReadonlyMap<string, readonly UpstreamServer[]> {
  const blocks = [...everyDirective(text)].filter(
    ({ name, children }) => name === "upstream" && children !== undefined,
  );
  return new Map(
    blocks.map(({ args, children = [] }) => [args[0] ?? "", children.filter(isServer).map(asServer)]),
  );
}

/**
 * Whose address this is: `host[:port]`, by `v1`, `v2` or `nexten` in the host name, else by the port.
 * `match-upstreams-to-services` holds ports and number addresses to the truth.
 */
export function ownerOf(address: string): Owner {
  const [, host = "", port = ""] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(address) ?? [];
  const named = /(?:^|[-_.])(v1|v2|nexten)(?=$|[-_.])/i.exec(host)?.[1]?.toLowerCase();
  if (named === "v1" || named === "v2" || named === "nexten") return named;
  return PORTS[port] ?? (/[a-z]/i.test(host) && !host.startsWith("[") ? "other" : "unknown");
}

const isServer = ({ name }: Directive): boolean => name === "server";

function asServer({ at, args: [address = "", ...options] }: Directive): UpstreamServer {
  const weight = options.find((option) => option.startsWith("weight="))?.slice("weight=".length);
  return {
    at,
    address,
    backup: options.includes("backup"),
    weight: weight === undefined ? undefined : Number(weight),
  };
}
