import { type JournalEntry, standing } from "../../infra/gate/journal-entries.ts";

/** What `deploy-v2 --json` says: where the platform was and is, and the verdict that was given on the way. */
export interface DeployAnswer {
  readonly from: string | null;
  readonly stage: string | null;
  /** null when nothing was judged. */
  readonly verdict: {
    readonly kind: "pass" | "hold" | "rollback";
    readonly reasons: readonly string[];
    readonly table: readonly string[];
  } | null;
}

/** Reads it off the journal, whose first `known` entries were there before. Pure. */
export function deployAnswer(entries: readonly JournalEntry[], known: number): DeployAnswer {
  const [given] = entries
    .slice(known)
    .flatMap((entry) => (entry.what === "verdict" ? [entry] : []))
    .slice(-1);
  return {
    from: standing(entries.slice(0, known)).stage,
    stage: standing(entries).stage,
    verdict: given === undefined ? null : { kind: given.kind, reasons: given.reasons, table: given.table },
  };
}
