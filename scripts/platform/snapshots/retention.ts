import type { Snapshot } from "./manifest.ts";

type Aged = Pick<Snapshot, "id" | "restored" | "keepUntil">;

/**
 * Names of those to keep: the newest `keep` that were restored once, and archives until their date, which push none of
 * them out. Those that were never restored do not count.
 */
export function kept(snapshots: readonly Aged[], keep: number, now: Date): string[] {
  const over = overdue(snapshots, now);
  const left = snapshots.filter(({ id, restored }) => restored !== null && !over.includes(id)).sort(byAge);
  const archives = left.filter(({ keepUntil }) => keepUntil !== null);
  const newest = left.filter(({ keepUntil }) => keepUntil === null).slice(-keep);
  return [...archives, ...newest].sort(byAge).map(({ id }) => id);
}

/** Names of those whose personal data may not be kept any longer: an archive whose date is over, and everything older. */
export function overdue(snapshots: readonly Aged[], now: Date): string[] {
  const ordered = snapshots.toSorted(byAge);
  const last = ordered.findLastIndex(
    ({ keepUntil }) => keepUntil !== null && Date.parse(keepUntil) <= now.getTime(),
  );
  return ordered.slice(0, last + 1).map(({ id }) => id);
}

function byAge(a: Aged, b: Aged): number {
  return a.id < b.id ? -1 : 1;
}
