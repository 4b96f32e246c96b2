import ipaddr from "ipaddr.js";

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Whether a text is a network in CIDR notation that names its first address: `172.20.1.0/24`, not `172.20.1.5/24`. */
export function isNetwork(text: string): boolean {
  if (!ipaddr.isValidCIDR(text)) return false;
  const [address, bits] = ipaddr.parseCIDR(text);
  const family = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return family.networkAddressFromCIDR(text).toString() === address.toString() && bits > 0;
}

/** What mends a network that names an address inside it, `172.20.1.5/24`, as a sentence; null for everything else. */
export function hostBitsHint(text: string): string | null {
  if (!ipaddr.isValidCIDR(text) || isNetwork(text)) return null;
  const [address, bits] = ipaddr.parseCIDR(text);
  if (bits === 0) return null;
  const family = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `this is an address inside a network, write the network itself: ${family.networkAddressFromCIDR(text).toString()}/${bits}`;
}

/** Whether a network lies in the ranges that belong to nobody, so that no service elsewhere is cut off. */
export function isPrivate(subnet: string): boolean {
  return PRIVATE.some((range) => overlap(subnet, range));
}

/** Whether a text is one address, IPv4 with four numbers or IPv6. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/** Whether two networks share an address. Networks of different families never do. */
export function overlap(one: string, other: string): boolean {
  const [a, aBits] = ipaddr.parseCIDR(one);
  const [b, bBits] = ipaddr.parseCIDR(other);
  const shared = Math.min(aBits, bBits);
  if (a instanceof ipaddr.IPv4 && b instanceof ipaddr.IPv4) return a.match(b, shared);
  return a instanceof ipaddr.IPv6 && b instanceof ipaddr.IPv6 && a.match(b, shared);
}

/** An IPv4 network with its second number raised: `172.20.1.0/24` by 2 is `172.22.1.0/24`. Null when that is no network. */
export function shiftedNetwork(subnet: string, by: number): string | null {
  const [first = "", second = "", ...rest] = subnet.split(".");
  const shifted = [first, String(Number(second) + by), ...rest].join(".");
  return isNetwork(shifted) ? shifted : null;
}
