import { z } from "zod";
import { SUNSET_CONDITIONS, sunsetFacts } from "./sunset.ts";

const share = z.int().min(0).max(100);

const event = z.discriminatedUnion("what", [
  /** Written right before anything is changed, after the verdict. */
  z.object({ what: z.literal("deploy-started"), from: z.string().nullable(), stage: z.string() }),
  /** `changed`: whether anything differed; an unchanged stage keeps the time it was entered. */
  z.object({ what: z.literal("deploy-finished"), stage: z.string(), v2: share, changed: z.boolean() }),
  /** `changed`: whether something may already be applied. */
  z.object({ what: z.literal("deploy-failed"), stage: z.string(), changed: z.boolean(), reason: z.string() }),
  z.object({
    what: z.literal("verdict"),
    stage: z.string(),
    kind: z.enum(["pass", "hold", "rollback"]),
    reasons: z.array(z.string()).readonly(),
    table: z.array(z.string()).readonly(),
  }),
  z.object({ what: z.literal("rollback-started"), to: z.string(), reason: z.string() }),
  z.object({ what: z.literal("rollback-finished"), stage: z.string(), v2: share }),
  /** An earlier copy of the state was put back; `stage` is the one that it knows. */
  z.object({ what: z.literal("state-restored"), copy: z.string(), stage: z.string().nullable() }),
  /** `at`: when it was thrown, where that is told later. */
  z.object({
    what: z.literal("kill-switch"),
    action: z.enum(["on", "off"]),
    reason: z.string(),
    at: z.iso.datetime().optional(),
  }),
  /** What V2 wrote last is on V1; V2's app cannot write until the kill switch is lifted. */
  z.object({
    what: z.literal("data-carried"),
    documents: z.int(),
    /** Those of them that the last pass carried, and that are sessions; entries of before do not say. */
    replayed: z.int().optional(),
    sessions: z.int().optional(),
    conflicts: z.int(),
    deadLetters: z.int(),
    seconds: z.number(),
  }),
  /** What was known before V1's app goes, and which conditions were not met; `archive`: the one taken for it, if it was. */
  z.object({
    what: z.literal("sunset-judged"),
    stage: z.string(),
    archive: z.string().nullable(),
    unmet: z.array(z.enum(SUNSET_CONDITIONS)).readonly(),
    facts: sunsetFacts,
  }),
  /** It is not yet, for this reason; `documents`: about how many, null when nobody knows. */
  z.object({ what: z.literal("data-pending"), documents: z.int().nullable(), reason: z.string() }),
]);

/** The text of one line of the journal: what happened, when, and who asked for it. */
export const journalLine = z.intersection(z.object({ time: z.iso.datetime(), who: z.string() }), event);

/** What may be recorded. */
export type JournalEvent = z.infer<typeof event>;

/** One entry; `seq` is the number of its line, from 1. */
export type JournalEntry = z.infer<typeof journalLine> & { readonly seq: number };

/** Where the journal says the platform stands. Times in seconds since 1970. */
export interface Standing {
  /** null before the first deploy. */
  readonly stage: string | null;
  /** Since when nothing was changed at this stage; lifting the kill switch is a change. Proves nothing while `unsettled`. */
  readonly since: number | null;
  /** J: when V2 first got traffic. A return to 0 % ends it, the next start is a new J; null while V2 has none. */
  readonly jDay: number | null;
  /** A change that never ended well, or a thrown kill switch; null when all is settled. */
  readonly unsettled: string | null;
}

/** A standing on its way through the entries, with the reasons that may unsettle it kept apart. */
interface State extends Omit<Standing, "unsettled"> {
  /** A change that has not ended. */
  readonly running: string | null;
  /** A change that ended half-way; only one that ends well repairs it. */
  readonly halfway: string | null;
  readonly killed: string | null;
}

const NOWHERE: State = { stage: null, since: null, jDay: null, running: null, halfway: null, killed: null };

/** Reads off the journal where the platform stands. */
export function standing(entries: readonly JournalEntry[]): Standing {
  const { stage, since, jDay, running, halfway, killed } = entries.reduce(after, NOWHERE);
  return { stage, since, jDay, unsettled: running ?? halfway ?? killed };
}

/** Whether a copy of the state was put back and nothing has compared it with what runs since. */
export function isRestored(entries: readonly JournalEntry[]): boolean {
  const last = entries.findLast(({ what }) =>
    ["state-restored", "deploy-finished", "rollback-finished"].includes(what),
  );
  return last?.what === "state-restored";
}

/** The rollback whose data are pending; null when there is none. Who lifts the kill switch leaves the rest to data-sync. */
export function pendingRollback(
  entries: readonly JournalEntry[],
): { readonly to: string; readonly isDown: boolean } | null {
  const last = entries.findLast(
    (entry) => entry.what.startsWith("data-") || (entry.what === "kill-switch" && entry.action === "off"),
  );
  if (last?.what !== "data-pending") return null;
  const moves = entries.filter(({ what }) => what.startsWith("rollback-"));
  const started = moves.findLast((entry) => entry.what === "rollback-started");
  if (started?.what !== "rollback-started") return null;
  return { to: started.to, isDown: moves.at(-1)?.what === "rollback-finished" };
}

function after(state: State, entry: JournalEntry): State {
  const time = Date.parse(entry.time) / 1000;
  switch (entry.what) {
    case "deploy-started":
      return started(state, `the deploy of ${entry.stage} at ${entry.time} has not ended`);
    case "rollback-started":
      return started(state, `the rollback to ${entry.to} at ${entry.time} has not ended`);
    case "deploy-failed":
      if (!entry.changed) return { ...state, running: null };
      return {
        ...state,
        running: null,
        halfway: `the deploy of ${entry.stage} at ${entry.time} failed half-way`,
      };
    case "deploy-finished": {
      const same = entry.stage === state.stage && !entry.changed && state.halfway === null;
      return { ...reached(state, entry.stage, entry.v2, time), since: same ? state.since : time };
    }
    case "rollback-finished":
      return reached(state, entry.stage, entry.v2, time);
    case "state-restored":
      return { ...state, halfway: `the state was put back at ${entry.time} from the copy ${entry.copy}` };
    case "kill-switch":
      if (entry.action === "on") return { ...state, killed: `the kill switch is on since ${entry.time}` };
      return { ...state, killed: null, since: state.since === null ? null : time };
    case "verdict":
    case "data-carried":
    case "data-pending":
    case "sunset-judged":
      return state;
  }
}

/** A change that begins while another never ended leaves what that one had done unknown. */
function started(state: State, running: string): State {
  return { ...state, running, halfway: state.running ?? state.halfway };
}

function reached(state: State, stage: string, v2: number, time: number): State {
  const jDay = v2 === 0 ? null : (state.jDay ?? time);
  return { ...state, stage, since: time, jDay, running: null, halfway: null };
}
