import { existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { decimal, text } from "../messages/messages.ts";
import type { Work } from "./forecast.ts";
import { ToolchainError } from "./toolchain-error.ts";

/** Room that a step is going to take. */
export interface SpaceNeed {
  /** a folder; it may not exist yet */
  readonly path: string;
  readonly what: string;
  readonly bytes: number;
}

const { space } = text.toolchain;

/** Measured on 2026-11-22 and rounded up; where it is written is the engine's or the cache's folder. */
const NEEDS: Readonly<
  Partial<Record<Work, { what: string; bytes: number; where: "engine" | "system" | "cache" }>>
> = {
  "install-engine": { what: space.engine, bytes: 0.5e9, where: "system" },
  "base-image": { what: space.baseImage, bytes: 0.6e9, where: "cache" },
  "packaged-images": { what: space.images, bytes: 1e9, where: "engine" },
  pulumi: { what: space.pulumi, bytes: 6e9, where: "cache" },
};

/** The room that a preparation takes. */
export function spaceNeeds(work: readonly Work[], cacheDir: string): SpaceNeed[] {
  const folders = { engine: "/var/lib/docker", system: "/usr", cache: cacheDir };
  return work.flatMap((part) => {
    const need = NEEDS[part];
    return need ? [{ what: need.what, bytes: need.bytes, path: folders[need.where] }] : [];
  });
}

/** A file system that has to hold several things. */
export interface Disk {
  readonly needs: readonly SpaceNeed[];
  readonly free: number;
}

/** The file systems that the needs fall on, with their free room now. A folder may not exist yet. */
export async function disksOf(needs: readonly SpaceNeed[]): Promise<Disk[]> {
  const disks = new Map<number, SpaceNeed[]>();
  for (const need of needs) {
    const device = statSync(existing(need.path)).dev;
    disks.set(device, [...(disks.get(device) ?? []), need]);
  }
  const looked = [...disks.values()].map(async (group): Promise<Disk> => {
    const { bavail, bsize } = await statfs(existing(group[0]?.path ?? "/"));
    return { needs: group, free: bavail * bsize };
  });
  return Promise.all(looked);
}

/** Throws when a disk has less room than is going to be written to it. */
export async function requireSpace(needs: readonly SpaceNeed[]): Promise<void> {
  const lines = shortages(await disksOf(needs));
  if (lines.length > 0) {
    throw new ToolchainError("SSM-NO-SPACE", 1, [...lines, space.free]);
  }
}

/** One line for each disk that is too small. */
export function shortages(disks: readonly Disk[]): string[] {
  return disks.flatMap(({ needs, free }) => {
    const bytes = needs.reduce((sum, need) => sum + need.bytes, 0);
    if (free >= bytes) return [];
    const parts = needs.map((need) => space.part(need.what, gigabytes(need.bytes), need.path)).join(", ");
    return [space.short(gigabytes(bytes), parts, gigabytes(free))];
  });
}

function gigabytes(bytes: number): string {
  return text.sizes.gigabytes(decimal(bytes / 1e9, 1));
}

function existing(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : existing(dirname(path));
}
