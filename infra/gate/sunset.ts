import { z } from "zod";

/** What was measured, or why it could not be. */
export type Known<Value> =
  | { readonly value: Value; readonly reason: null }
  | { readonly value: null; readonly reason: string };

function known<Value extends z.ZodType>(value: Value) {
  return z.union([z.object({ value, reason: z.null() }), z.object({ value: z.null(), reason: z.string() })]);
}

/** Requests by who made them. */
const counts = z.record(z.string(), z.int());

/** What must be known before V1's app goes for good; the journal keeps it. */
export const sunsetFacts = z.object({
  /** Documents that both stores have equal, and those that they have not, dead letters among them. */
  parity: known(z.object({ equal: z.int(), different: z.int() })),
  /** Sessions that V2 has never served, and when the last of them ends, ms since 1970; null when one never does. */
  sessions: known(z.object({ left: z.int(), lastEndsAt: z.number().nullable() })),
  /** Requests to V1 during the hold past the gateway, by who called; whoever only measures is left out. */
  calls: known(counts),
  /** Requests on V1's own routes during the hold, by route and user agent. */
  clients: known(counts),
});
export type SunsetFacts = z.infer<typeof sunsetFacts>;

/** What stands between a platform and its sunset, in the order in which it is told. */
export const SUNSET_CONDITIONS = ["parity", "sessions", "calls", "clients"] as const;
export type SunsetCondition = (typeof SUNSET_CONDITIONS)[number];

/** Every condition that is not met. What nobody knows is not met. */
export function unmet({ parity, sessions, calls, clients }: SunsetFacts): SunsetCondition[] {
  const met: Record<SunsetCondition, boolean> = {
    parity: parity.value?.different === 0,
    sessions: sessions.value?.left === 0,
    calls: isNobody(calls.value),
    clients: isNobody(clients.value),
  };
  return SUNSET_CONDITIONS.filter((condition) => !met[condition]);
}

function isNobody(found: Readonly<Record<string, number>> | null): boolean {
  return found !== null && Object.values(found).every((count) => count === 0);
}

/** Addresses of the platform's services. */
export type Addresses = ReadonlyMap<string, string>;

/** Who may ask V1 up to its end: the gateway, whose clients are counted there, and whoever measures. */
const EXPECTED = ["gateway", "prober", "prometheus", "v1"];

/**
 * Calls of V1 that the gateway did not pass on, by service, or by address where that is no service's. `addresses` says
 * whose they are. An answer without the prober, which asks all the time, is none: null.
 */
export function callsPastTheGateway(
  byAddress: ReadonlyMap<string, number>,
  addresses: Addresses,
): Record<string, number> | null {
  const named = [...byAddress].map(
    ([address, count]) => [nameOf(address, addresses), Math.round(count)] as const,
  );
  if (!named.some(([name, count]) => name === "prober" && count > 0)) return null;
  return summed(named.filter(([name]) => !EXPECTED.includes(name)));
}

/** Clients that asked for V1 by name, without our own looks from outside, which `ownAgent` made. */
export function clientsOfV1(
  byClient: ReadonlyMap<string, number>,
  ownAgent: string,
): Record<string, number> | null {
  if (byClient.size === 0) return null;
  const others = [...byClient].filter(([client]) => client.split(" ").slice(1).join(" ") !== ownAgent);
  return summed(others.map(([client, count]) => [client, Math.round(count)]));
}

function nameOf(address: string, addresses: Addresses): string {
  // Its own health check.
  if (address === "127.0.0.1" || address === "::1") return "v1";
  return addresses.get(address) ?? address;
}

/** The most first; nobody with none. */
function summed(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of entries) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries([...sums].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a));
}
