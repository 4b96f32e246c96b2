import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Random } from "../../lab/labelled/random.ts";
import { type Api, outcomeOf } from "./api.ts";
import {
  contentOf,
  type DocumentName,
  fieldsFor,
  KINDS,
  type KindName,
  type ListName,
  pathOf,
  type Release,
} from "./documents.ts";
import { type Group, isCareless, type Outcome, type Write } from "./entry.ts";
import type { WriteLog } from "./write-log.ts";

/** What a writer is: which release it writes to, with whom it shares its documents, and which list is its own. */
export interface WriterPlan {
  readonly name: string;
  readonly group: Group;
  readonly release: Release;
  readonly list: ListName;
  /** The same for all that share their documents. */
  readonly documents: string;
}

/** What all writers share. */
export interface WriterTools {
  readonly api: Api;
  readonly log: WriteLog;
  /** Told of every write that has ended. */
  readonly count: () => void;
  readonly signal: AbortSignal;
}

const MARKS_PER_LIST = 25;
const SHARES = { deleted: 0.004, again: 0.5, wholeDocument: 0.3, invalid: 0.01 };
/** After an unknown write nothing is written until it can no longer take effect: an app gives its store up after 1 s. */
const SETTLED_MS = 2_500;
const AGAIN_MS = 200;
const bodySchema = z.record(z.string(), z.unknown());

/**
 * Writes documents one after the other until `signal`: reads, adds a mark, writes back, without a lock. Every write
 * stands in the log before it is sent, and its outcome after it.
 */
export async function runWriter(plan: WriterPlan, random: Random, tools: WriterTools): Promise<void> {
  let n = 0;
  for (let document = 0; !tools.signal.aborted; document++) {
    const kind: KindName = document % 2 === 0 ? "offer" : "candidate";
    const name = { kind, id: `${plan.documents}-${document}` };
    n = await fill({ plan, random, tools, name }, n);
  }
}

interface Task {
  readonly plan: WriterPlan;
  readonly random: Random;
  readonly tools: WriterTools;
  readonly name: DocumentName;
}

/** Writes one document until its list is long enough, or it is deleted for good. Returns the number of the last write. */
async function fill(task: Task, before: number): Promise<number> {
  const { plan, random, tools, name } = task;
  let n = before;
  while (!tools.signal.aborted) {
    const seen = await read(task);
    if (seen === "unreadable" || (seen === null && !creates(plan))) {
      await pause(AGAIN_MS);
      continue;
    }
    const list = seen === null ? [] : contentOf(name.kind, plan.release, seen)[plan.list];
    if (list.length >= MARKS_PER_LIST) return n;
    n += 1;
    const isLast = seen !== null && plan.group === "alone" && random.chance(SHARES.deleted);
    const outcome = await write(task, n, seen, list, isLast);
    if (outcome === "unknown") await pause(SETTLED_MS);
    if (isLast && outcome === "acknowledged" && !random.chance(SHARES.again)) return n;
  }
  return n;
}

/** Of two that share a document by its fields only the first makes it; a careless one makes what it does not find. */
function creates({ group, list }: WriterPlan): boolean {
  return group !== "together" || list === "first";
}

async function read({ plan, tools, name }: Task) {
  const answer = await tools.api.send("GET", pathOf(name, plan.release));
  if (answer?.status === 404) return null;
  return answer?.status === 200 ? bodySchema.parse(answer.body) : "unreadable";
}

async function write(
  { plan, random, tools, name }: Task,
  n: number,
  seen: Readonly<Record<string, unknown>> | null,
  list: readonly string[],
  isLast: boolean,
): Promise<Outcome> {
  const { name: writer, group, release } = plan;
  const does = doing(seen, isLast);
  const mark = `${writer}-${n}`;
  const line: Write = { writer, n, group, ...name, list: plan.list, does, mark, after: list.at(-1) ?? null };
  const isWhole =
    seen === null || isCareless(group) || (group === "alone" && random.chance(SHARES.wholeDocument));
  const json = {
    ...(isWhole ? whole(name.kind, release, seen) : {}),
    ...fieldsFor(name.kind, release, plan.list, [...list, mark]),
    ...(random.chance(SHARES.invalid) ? { unheard_of: 1 } : {}),
  };
  const path = pathOf(name, release);
  tools.log.before(line);
  const answer = isLast
    ? await tools.api.send("DELETE", path)
    : await tools.api.send(isWhole ? "PUT" : "PATCH", path, json);
  const outcome = outcomeOf(answer);
  tools.log.after(line, outcome);
  tools.count();
  return outcome;
}

function doing(seen: object | null, isLast: boolean): Write["does"] {
  if (seen === null) return "create";
  return isLast ? "delete" : "append";
}

/** Everything that was read, as a new document wants it. */
function whole(kind: KindName, release: Release, seen: Readonly<Record<string, unknown>> | null) {
  const { id: _, ...rest } = seen ?? {};
  return { ...KINDS[kind][release].always, ...rest };
}
