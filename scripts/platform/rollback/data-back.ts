import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { JournalEvent } from "../../../infra/gate/journal-entries.ts";
import { decimal, text, told } from "../../messages/messages.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { isStop, STOPPED } from "../command/interrupt.ts";
import { within } from "../command/within.ts";
import { type Part, partsOf, startPart } from "../containers/parts.ts";
import { outputIn } from "../containers/run-in.ts";
import type { Context } from "../instance/context.ts";
import { closeStore, fenceOf, writeFence } from "./fence.ts";

const allSchema = z.object({
  /** Share of its newest sample that is equal on both sides, 0..1. */
  parity: z.number(),
  deadLetters: z.number(),
});
type AllDocuments = Readonly<z.infer<typeof allSchema>>;

/** How V2's last writes came to V1. */
export type DataBack =
  | {
      readonly is: "carried";
      /** Documents that changed since the last complete pass; each was compared and is equal on both sides. */
      readonly documents: number;
      /** Those of them that differed when the pass began; not known of a data-sync that is older than this command. */
      readonly replayed?: number | undefined;
      /** Those of them that are sessions. */
      readonly sessions?: number | undefined;
      readonly conflicts: number;
      /** Those of them that cannot be carried as they are: dead letters. */
      readonly deadLetters: number;
      /** What data-sync knows of all documents, those from before included; not of one that is older than this command. */
      readonly all?: AllDocuments | undefined;
      readonly fenceSeconds: number;
      readonly passSeconds: number;
    }
  /** `documents` changed since the last complete pass, those already carried included; null when nobody can tell. */
  | { readonly is: "pending"; readonly documents: number | null; readonly reason: string };

export interface DataBackOptions {
  /** When all traffic was on V1, ms since 1970. */
  readonly since: number;
  /** The longest wait for the pass. */
  readonly seconds: number;
  /** Starts a store of V2 that does not run. */
  readonly startStore: boolean;
  /** Ends the waiting: what is not carried by then is pending. */
  readonly signal?: AbortSignal | undefined;
}

/** Requests that were under way when the traffic went to V1 may still write for so long. */
const UNDER_WAY_MS = 5_000;
const STORE_STARTS_S = 30;
/** How much longer than it is told to wait a question may take, s. */
const ANSWER_S = 20;
/** A moment at which no fence was closed. */
const NEVER = -1;

const saidSchema = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("done"),
    documents: z.number(),
    sessions: z.number().optional(),
    replayed: z.number().optional(),
    left: z.number(),
    deadLetters: z.number(),
    conflicts: z.number(),
    seconds: z.number(),
    all: allSchema.optional(),
  }),
  z.object({ is: z.literal("waiting"), changed: z.number() }),
  z.object({ is: z.literal("frozen"), reason: z.string(), changed: z.number() }),
  z.object({ is: z.literal("silent") }),
]);
type Said = z.infer<typeof saidSchema>;
type Where = Pick<Context, "docker" | "instance" | "report">;

/**
 * Fences V2's app off its store and waits until data-sync has carried and compared everything that changed since its
 * last complete pass. Never rejects and never waits for longer than it may: what does not work is pending.
 */
export async function bringDataBack(where: Where, options: DataBackOptions): Promise<DataBack> {
  const began = performance.now();
  try {
    const closedAt = await putUpFence(where, options);
    const fenceSeconds = (performance.now() - began) / 1000;
    const said = await askForPass(where, closedAt, options);
    if (said.is !== "done") return pending(said, options);
    const { documents, replayed, sessions, left, conflicts, deadLetters, all } = said;
    if (left > 0)
      return { is: "pending", documents: left, reason: `${left} documents still differ after many looks` };
    const passSeconds = (performance.now() - began) / 1000 - fenceSeconds;
    const counts = { documents, replayed, sessions, conflicts, deadLetters };
    return { is: "carried", ...counts, all, fenceSeconds, passSeconds };
  } catch (error) {
    if (options.signal?.aborted === true || isStop(error))
      return { is: "pending", documents: null, reason: STOPPED };
    const reason = messageOf(error);
    return { is: "pending", documents: await changedDocuments(where), reason };
  }
}

/** What came of it, in words, and whether documents from before still differ. */
export function dataLines(data: DataBack): string[] {
  if (data.is === "pending")
    return [text.dataBack.pending(told(data.reason), text.dataBack.documents(data.documents))];
  const { documents, conflicts, deadLetters, all, fenceSeconds, passSeconds } = data;
  const [fence, pass] = [decimal(fenceSeconds, 1), decimal(passSeconds, 1)];
  const differs = all !== undefined && (all.parity < 1 || all.deadLetters > 0);
  return [
    text.dataBack.carried(fence, pass, documents, conflicts, deadLetters),
    ...(differs ? [text.dataBack.differs(decimal(all.parity * 100, 0), all.deadLetters)] : []),
  ];
}

/** What came of it, for the journal. */
export function dataEntry(data: DataBack): JournalEvent {
  if (data.is === "pending") return { what: "data-pending", documents: data.documents, reason: data.reason };
  const { is: _is, all: _all, fenceSeconds, passSeconds, ...counts } = data;
  return { what: "data-carried", ...counts, seconds: fenceSeconds + passSeconds };
}

/** The moment from which V2's app can no longer write, ms since 1970. */
async function putUpFence(where: Where, { since, startStore, signal }: DataBackOptions): Promise<number> {
  const { docker, instance } = where;
  const before = await fenceOf(docker, instance);
  const first = before?.since ?? since;
  await writeFence(docker, instance, { since: first, closedAt: null });
  await pause(Math.max(0, first + UNDER_WAY_MS - Date.now()), undefined, { signal });
  if (startStore) await startStoreOf(where, signal);
  await closeStore(docker, instance);
  const closedAt = Date.now();
  await writeFence(docker, instance, { since: first, closedAt });
  return closedAt;
}

async function startStoreOf({ docker, instance, report }: Where, signal?: AbortSignal): Promise<void> {
  const store = await partOf({ docker, instance }, "store-v2");
  if (store === undefined || store.running) return;
  report(text.dataBack.starting("store-v2"));
  await startPart(docker, store);
  const until = Date.now() + STORE_STARTS_S * 1000;
  while ((await partOf({ docker, instance }, "store-v2"))?.state !== "healthy" && Date.now() < until)
    await pause(500, undefined, { signal });
}

/** Asks data-sync, which is started when it does not run, and started anew when it runs and gives no answer. */
async function askForPass(
  where: Where,
  closedAt: number,
  { seconds, signal }: DataBackOptions,
): Promise<Said> {
  const { docker, report } = where;
  const until = Date.now() + seconds * 1000;
  const part = await partOf(where, "data-sync");
  if (part === undefined) throw new Error("there is no data-sync");
  if (part.running) {
    const said = await ask(where, part, closedAt, seconds, signal);
    if (said.is !== "silent") return said;
    report(text.dataBack.startingAnew);
    await docker.getContainer(part.id).restart({ t: 1 });
  } else {
    report(text.dataBack.starting("data-sync"));
    await startPart(docker, part);
  }
  // On a busy machine it may take long to start.
  const left = () => (until - Date.now()) / 1000;
  let said: Said;
  do said = await ask(where, part, closedAt, Math.max(1, left()), signal);
  while (said.is === "silent" && left() > 0);
  return said;
}

async function ask(
  { docker }: Pick<Where, "docker">,
  { id }: Part,
  closedAt: number,
  seconds: number,
  signal?: AbortSignal,
): Promise<Said> {
  const command = ["node", "/app/main.mjs", "last-pass", String(closedAt), String(Math.ceil(seconds))];
  const { output } = await within(seconds + ANSWER_S, "data-sync", outputIn(docker, id, command, {}, signal));
  const { data } = saidSchema.safeParse(jsonIn(output));
  return data ?? { is: "silent" };
}

function pending(said: Exclude<Said, { is: "done" }>, { seconds }: DataBackOptions): DataBack {
  if (said.is === "silent") return { is: "pending", documents: null, reason: "data-sync gives no answer" };
  const reason =
    said.is === "frozen"
      ? `data-sync is frozen: ${said.reason}; see npm run sync -- status`
      : `data-sync was not through after ${seconds} s`;
  return { is: "pending", documents: said.changed, reason };
}

/** How many documents changed since the last complete pass; null while no data-sync can tell. */
export async function changedDocuments(where: Pick<Where, "docker" | "instance">): Promise<number | null> {
  try {
    const part = await partOf(where, "data-sync");
    if (part?.running !== true) return null;
    const said = await ask(where, part, NEVER, 3);
    return "changed" in said ? said.changed : null;
  } catch {
    return null;
  }
}

async function partOf(
  { docker, instance }: Pick<Where, "docker" | "instance">,
  name: string,
): Promise<Part | undefined> {
  return (await partsOf(docker, instance)).find(({ service }) => service === name);
}

function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}
