import { decimal, text } from "../../messages/messages.ts";
import { type RestoreReport, replayLine } from "../snapshots/restore.ts";
import type { DataBack } from "./data-back.ts";
import type { RollbackReport } from "./rollback.ts";

/** What a rollback did, one line for each step with its seconds and its counts, and one for all of them. */
export function rollbackTable(
  { trafficSeconds, data, applySeconds, totalSeconds }: RollbackReport,
  restored: RestoreReport | null,
): string[] {
  const { steps } = text.dataBack;
  const rows: [step: string, seconds: number, counts: string][] = [];
  if (trafficSeconds !== null) rows.push([steps.traffic, trafficSeconds, ""]);
  if (data.is === "carried") {
    rows.push([steps.fence, data.fenceSeconds, ""]);
    rows.push([steps.pass, data.passSeconds, passCounts(data)]);
  }
  // A rollback that was resumed is down already.
  if (applySeconds > 0) rows.push([steps.up, applySeconds, ""]);
  if (restored !== null) {
    rows.push([steps.restore, restored.backSeconds, restoreCounts(restored)]);
    rows.push([steps.proof, restored.seconds - restored.backSeconds, ""]);
  }
  rows.push([steps.all, totalSeconds + (restored?.seconds ?? 0), ""]);
  const width = Math.max(...rows.map(([step]) => step.length));
  return rows.map(([step, seconds, counts]) =>
    `${step.padEnd(width)} ${decimal(seconds, 1).padStart(7)} s  ${counts}`.trimEnd(),
  );
}

function passCounts(data: Extract<DataBack, { is: "carried" }>): string {
  const { documents, replayed, sessions, conflicts, deadLetters } = data;
  const known = (count: number | undefined) => String(count ?? "?");
  return text.dataBack.counted(documents, known(replayed), known(sessions), conflicts, deadLetters);
}

function restoreCounts({ restored, removed, unchanged, skipped, replay }: RestoreReport): string {
  const counts = text.dataBack.restored(restored, removed, unchanged, skipped);
  return replay === null ? counts : `${counts}; ${replayLine(replay)}`;
}
