import type { JournalEntry } from "../../../infra/gate/journal-entries.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { decimal, text } from "../../messages/messages.ts";
import { type Part, partsOf } from "../containers/parts.ts";
import { stageReached } from "../deploy/preflight.ts";
import type { Context } from "../instance/context.ts";
import { readJournal } from "../instance/journal.ts";
import { changedDocuments } from "./data-back.ts";
import { type RestoreForecast, restoreStep } from "./restore-forecast.ts";

/** How long the steps of one rollback took, seconds; null for data that were not carried at once. */
export interface Earlier {
  readonly dataSeconds: number | null;
  readonly applySeconds: number;
}

/** What `rollback-v1 --dry-run` tells. */
export interface Forecast {
  readonly from: string | null;
  /** Documents that changed since the last complete pass; null when nobody can tell. */
  readonly documents: number | null;
  readonly steps: readonly string[];
  readonly earlier: readonly Earlier[];
  /** Null without `--restore-data`. */
  readonly restore: RestoreForecast | null;
}

const SHOWN = 5;

/** What a rollback would do now, step by step, and how long the newest ones of this instance took. Changes nothing. */
export async function forecast(
  context: Context,
  to: Stage,
  resumes: boolean,
  restore: RestoreForecast | null,
): Promise<Forecast> {
  const [at, parts, documents, { entries }] = await Promise.all([
    stageReached(context),
    partsOf(context.docker, context.instance),
    changedDocuments(context),
    readJournal(context.journal),
  ]);
  const from = at?.name ?? null;
  return {
    from,
    documents,
    steps: [
      ...steps(parts, documents, from, to, resumes),
      ...(restore === null ? [] : [restoreStep(restore)]),
    ],
    earlier: earlierRollbacks(entries),
    restore,
  };
}

/** The steps and times as lines of text. */
export function forecastLines({ steps, earlier }: Forecast): string[] {
  return [
    "would, in this order:",
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ...(earlier.length === 0
      ? ["no rollback of this instance was finished yet, so nothing tells how long it takes here"]
      : [
          `the last ${earlier.length} took ${range(earlier.flatMap(({ dataSeconds }) => dataSeconds ?? []))} for the data and ${range(earlier.map(({ applySeconds }) => applySeconds))} for pulumi up`,
        ]),
    "nothing was changed",
  ];
}

/** Whether there is a gateway, which may have been stopped. */
export function hasGateway(parts: readonly Part[]): boolean {
  return parts.some(({ service }) => service === "gateway");
}

function steps(
  parts: readonly Part[],
  documents: number | null,
  from: string | null,
  to: Stage,
  resumes: boolean,
): string[] {
  const isThere = hasGateway(parts);
  const makesAll = !isThere && !resumes;
  const runs = (name: string) =>
    makesAll || parts.some(({ service, running }) => service === name && running);
  const sync = runs("data-sync") ? "data-sync" : "data-sync, which does not run and would be started,";
  const up = applyStep(from, to);
  const data = [
    ...(runs("store-v2") ? [] : [withoutStore(resumes)]),
    "give V2's app no right to write in store-v2 any more, at most 5 s later and until the kill switch is lifted",
    `let ${sync} carry and compare what changed since its last complete pass: ${text.dataBack.documents(documents)}`,
  ];
  if (makesAll) return [`${up}, which makes the gateway: there is none`, THROW, ...data, LOOK];
  return [...(isThere ? [THROW] : []), ...data, ...(resumes ? [] : [up, LOOK])];
}

function applyStep(from: string | null, { name, v2 }: Stage): string {
  if (from !== name) return `run pulumi up from ${from ?? "an unknown stage"} to ${name}`;
  const again = `run pulumi up at ${name}, which is reached already`;
  if (v2 === 0) return again;
  return `${again}: no stage is left to go down, the kill switch alone keeps the traffic on V1 until it is lifted`;
}

const THROW = "throw the kill switch: every request goes to V1 (within 1 s)";
const LOOK = "look through the public address";

function withoutStore(resumes: boolean): string {
  return resumes ? "start store-v2" : "store-v2 does not run: its data would be left pending (exit code 5)";
}

/** The newest rollbacks that were finished, oldest first. */
export function earlierRollbacks(entries: readonly JournalEntry[]): Earlier[] {
  const found: Earlier[] = [];
  let data: number | null = null;
  let startedAt: number | null = null;
  for (const entry of entries) {
    if (entry.what === "kill-switch") data = null;
    if (entry.what === "data-carried") data = entry.seconds;
    if (entry.what === "rollback-started") startedAt = Date.parse(entry.time);
    if (entry.what !== "rollback-finished" || startedAt === null) continue;
    found.push({ dataSeconds: data, applySeconds: (Date.parse(entry.time) - startedAt) / 1000 });
    [data, startedAt] = [null, null];
  }
  return found.slice(-SHOWN);
}

function range(seconds: readonly number[]): string {
  if (seconds.length === 0) return "an unknown time";
  const [least, most] = [decimal(Math.min(...seconds), 1), decimal(Math.max(...seconds), 1)];
  return least === most ? `${least} s` : `${least} to ${most} s`;
}
