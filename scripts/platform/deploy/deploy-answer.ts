import { type JournalEntry, standing } from "../../../infra/gate/journal-entries.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text, told } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";

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

/** Why a stage was not applied that the current one holds back, with the command that goes on: SSM-HELD, exit code 2. Pure. */
export function heldBack(entries: readonly JournalEntry[], { name, v2, sunset }: Stage): CommandError {
  const { stage, unsettled } = standing(entries);
  const next = `npm run deploy-v2 -- ${sunset === null ? v2 : name}`;
  const message =
    unsettled === null
      ? text.errors.heldBack(stage, name, next)
      : text.errors.heldHalfWay(stage, name, told(unsettled));
  return new CommandError("SSM-HELD", EXIT.held, message);
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
