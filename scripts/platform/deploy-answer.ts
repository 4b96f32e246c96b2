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
  /** What was last known of the conditions of the sunset; null for any other stage. */
  readonly sunset: Pick<SunsetJudged, "archive" | "unmet" | "facts"> | null;
}

type SunsetJudged = Extract<JournalEntry, { readonly what: "sunset-judged" }>;

/** Reads it off the journal, whose first `known` entries were there before. Pure. */
export function deployAnswer(entries: readonly JournalEntry[], known: number): DeployAnswer {
  const own = entries.slice(known);
  const given = own.findLast((entry) => entry.what === "verdict");
  const judged = own.findLast((entry) => entry.what === "sunset-judged");
  return {
    from: standing(entries.slice(0, known)).stage,
    stage: standing(entries).stage,
    verdict: given === undefined ? null : { kind: given.kind, reasons: given.reasons, table: given.table },
    sunset:
      judged === undefined ? null : { archive: judged.archive, unmet: judged.unmet, facts: judged.facts },
  };
}
