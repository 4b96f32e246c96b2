import type { Snapshot } from "./manifest.ts";

type Aged = Pick<Snapshot, "id" | "restored" | "keepUntil">;

/**
 * Names of those to keep: the newest `keep` that were restored once, and archives until their date. One that was never
 * restored pushes none of them out and stays as long as if it had been: after a restore that failed, it is the only copy
 * of what was there before.
 */
export function kept(snapshots: readonly Aged[], keep: number, now: Date): string[] {
  const over = overdue(snapshots, now);
  const left = snapshots.filter(({ id }) => !over.includes(id)).sort(byAge);
  const counting = left.filter(({ restored, keepUntil }) => restored !== null && keepUntil === null);
  const newer = (id: string) => counting.filter((other) => other.id > id).length;
  return left.flatMap(({ id, keepUntil }) => (keepUntil !== null || newer(id) < keep ? [id] : []));
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
