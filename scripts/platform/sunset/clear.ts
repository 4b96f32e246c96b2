import type { JournalEntry } from "../../../infra/gate/journal-entries.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { partsOf } from "../containers/parts.ts";
import type { Context } from "../instance/context.ts";
import { appendToJournal, readJournal } from "../instance/journal.ts";
import { takeSnapshot } from "../snapshots/take.ts";
import { conditionLines, problemsOf } from "./conditions.ts";
import { measureSunset } from "./measure.ts";

/** A stage that removes V1's app, from the one before it. */
export interface Sunset {
  readonly from: Stage;
  readonly to: Stage;
  /** Days that the archive may be kept. */
  readonly keepArchive: number;
}

const DAY_MS = 86_400_000;
/** From the last look to the guard: a preview takes half a minute. */
const CLEARED_MS = 10 * 60_000;

/** Tells every condition with its figure; throws SSM-SUNSET with all that are not met. */
export async function rehearseSunset(context: Context, sunset: Sunset): Promise<void> {
  await requireConditions(context, sunset, null);
  context.report(text.sunset.archive(dayOf(endOf(sunset))));
}

/**
 * The context with what lets the guard pass: after every condition was met, somebody agreed, the archive was taken and
 * restored, and every condition was still met. Throws SSM-SUNSET, SSM-DECLINED or SSM-SNAPSHOT; then V1 goes on as before.
 */
export async function clearSunset(
  context: Context,
  sunset: Sunset,
  agreed: () => Promise<boolean>,
): Promise<Context> {
  const { docker, instance, journal } = context;
  if (!(await partsOf(docker, instance)).some(({ service }) => service === "v1")) {
    // Pulumi deletes last of all: V1 went when everything was met, and what is left is finished or put right.
    const archive = archiveOf((await readJournal(journal)).entries, sunset.to);
    return archive === null ? context : cleared(context, sunset.to, archive);
  }
  await rehearseSunset(context, sunset);
  if (!(await agreed())) throw new CommandError("SSM-DECLINED", EXIT.wrongUse, text.questions.declined);
  const archive = await takeSnapshot(context, sunset.from.name, { keepUntil: endOf(sunset) });
  await requireConditions(context, sunset, archive.id);
  return cleared(context, sunset.to, archive.id);
}

function cleared(context: Context, { name: stage }: Stage, archive: string): Context {
  const { instance } = context.instance;
  const until = new Date(Date.now() + CLEARED_MS).toISOString();
  const clearance = { stage, instance, archive, until };
  return { ...context, settings: { ...context.settings, clearance } };
}

/** The archive of the sunset whose conditions were all met; null when there was none. */
function archiveOf(entries: readonly JournalEntry[], { name }: Stage): string | null {
  const judged = entries.findLast((entry) => entry.what === "sunset-judged" && entry.stage === name);
  return judged?.what === "sunset-judged" && judged.unmet.length === 0 ? judged.archive : null;
}

async function requireConditions(
  context: Context,
  { from, to }: Sunset,
  archive: string | null,
): Promise<void> {
  const facts = await measureSunset(context, from);
  const problems = problemsOf(facts);
  const unmet = problems.map(({ condition }) => condition);
  await appendToJournal(context.journal, { what: "sunset-judged", stage: to.name, archive, unmet, facts });
  for (const line of conditionLines(facts)) context.report(line);
  if (problems.length === 0) return;
  const { refused, problem } = text.sunset;
  const lines = problems.map(({ expected, found, fix }) => problem(expected, found, fix));
  throw new CommandError("SSM-SUNSET", EXIT.wrongUse, refused(to.name, lines), { problems });
}

function endOf({ keepArchive }: Sunset): Date {
  return new Date(Date.now() + keepArchive * DAY_MS);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
