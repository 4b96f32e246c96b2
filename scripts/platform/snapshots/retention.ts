import type { Snapshot } from "./manifest.ts";

/** Names of those to keep: the newest `keep` that were restored once. Others do not count, and do not push one out. */
export function kept(snapshots: readonly Pick<Snapshot, "id" | "restored">[], keep: number): string[] {
  return snapshots
    .filter(({ restored }) => restored !== null)
    .map(({ id }) => id)
    .sort()
    .slice(-keep);
}
