import { decimal, text } from "../../messages/messages.ts";
import { aimedHere } from "../../messages/next-command.mjs";
import { partsOf } from "../containers/parts.ts";
import { frozenBecause } from "../data-sync/data-sync.ts";
import type { Context } from "../instance/context.ts";
import type { Snapshot } from "../snapshots/manifest.ts";
import type { Replay } from "../snapshots/replay.ts";
import { type RestoreReport, restoreLocked } from "../snapshots/restore.ts";

/** What a restore after a rollback would do. */
export interface RestoreForecast {
  readonly snapshot: string;
  readonly takenAt: string;
  /** What a look at both stores counted, `seconds` those of the look; null while data-sync does not run or is frozen. */
  readonly found: RestoreReport | null;
  /** Why data-sync is frozen: then the rollback is made and the restore is not; null while it is not. */
  readonly frozen: string | null;
  /** What the test restore of a snapshot took, which a restore begins with; null when this one has none. */
  readonly snapshotSeconds: number | null;
}

/** Restores the snapshot beside the platform and counts what differs. Changes nothing; rejects as the restore would. */
export async function forecastRestore(
  context: Context,
  snapshot: Snapshot,
  replay: Replay | null,
  signal: AbortSignal,
): Promise<RestoreForecast> {
  const { id, takenAt, restored } = snapshot;
  const parts = await partsOf(context.docker, context.instance);
  const sync = parts.find(({ service, running }) => service === "data-sync" && running);
  const frozen = sync === undefined ? null : await frozenBecause(context, sync);
  const canLook = sync !== undefined && frozen === null;
  return {
    snapshot: id,
    takenAt,
    frozen,
    found: canLook ? await restoreLocked(context, snapshot, { dryRun: true, replay, signal }) : null,
    snapshotSeconds: restored?.seconds ?? null,
  };
}

/** The step of the forecast: what, how many, how long, and where these numbers come from. */
export function restoreStep({ snapshot, takenAt, found, frozen, snapshotSeconds }: RestoreForecast): string {
  const said = text.restoreForecast;
  if (frozen !== null) return aimedHere(said.frozen(snapshot, frozen));
  const counts =
    found === null
      ? said.notLooked
      : said.counts(found.restored, found.removed, found.unchanged, found.skipped);
  const known = [
    ...(found === null ? [] : [said.look(decimal(found.seconds, 1))]),
    ...(snapshotSeconds === null ? [] : [said.snapshot(decimal(snapshotSeconds, 1))]),
  ];
  const all = (found?.seconds ?? 0) + (snapshotSeconds ?? 0);
  const long =
    known.length < 2 ? said.unknownTime(known.join(", ")) : said.time(all.toFixed(0), known.join(", "));
  return said.step(snapshot, takenAt, counts, long);
}
