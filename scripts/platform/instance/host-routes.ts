import { readFileSync } from "node:fs";
import type { HostRoute } from "../../../infra/stage/platform-checks.ts";

const UP = 1;

/** The machine's own IPv4 routes without the default one; none where there is no /proc. */
export function hostRoutes(file = "/proc/net/route"): HostRoute[] {
  try {
    return parseRoutes(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Reads the kernel's table: a header, then device, destination, gateway, flags, …, mask (the eighth column). */
export function parseRoutes(text: string): HostRoute[] {
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(/\s+/))
    .flatMap(([device = "", destination = "", , flags = "", , , , mask = ""]) => {
      const bits = maskBits(mask);
      const isUsed = (Number.parseInt(flags, 16) & UP) === UP && bits > 0;
      return isUsed ? [{ device, subnet: `${addressText(destination)}/${bits}` }] : [];
    });
}

/** The kernel prints an address as one number of the processor, whose lowest byte comes first in the address. */
function addressText(hex: string): string {
  const value = Number.parseInt(hex, 16);
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 255).join(".");
}

function maskBits(hex: string): number {
  return Number.parseInt(hex, 16).toString(2).replaceAll("0", "").length;
}
