import { existsSync } from "node:fs";
import { z } from "zod";
import { text, told } from "../../messages/messages.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { refuseUnchanged, unlessStopped } from "../command/interrupt.ts";
import { within } from "../command/within.ts";
import { outputIn } from "../containers/run-in.ts";
import { refused } from "../data-sync/sync-answers.ts";
import { refusalText } from "../data-sync/sync-asked.ts";
import type { Context } from "../instance/context.ts";
import { snapshotKey } from "./key.ts";
import { type Restored, type Snapshot, STORES, snapshotPath } from "./manifest.ts";
import { removeScratch, startScratch, startSync } from "./scratch.ts";
import { hashOfFile, unseal } from "./seal.ts";

/** How long data-sync may take to look through a restored pair, s. */
const LONGEST_S = 900;
/** How long it may take to start. */
const STARTS_S = 60;
const summarySchema = z.object({ compared: z.int(), equal: z.int(), different: z.int() });
const differenceSchema = z.object({ key: z.string(), is: z.string() });
const passSchema = z.object({ is: z.string(), reason: z.string().optional() });

type Where = Pick<Context, "docker" | "instance">;

/** Both stores of a snapshot, up. */
export interface RestoredPair {
  /** What data-sync's own command prints there. */
  ask(...args: string[]): Promise<string>;
  /** Has data-sync look through both and carry what was on its way when they were copied; rejects when it cannot. */
  heal(): Promise<void>;
}

/**
 * Restores a snapshot into containers of its own and has every document compared there: it is the same on both sides or
 * known not to be carried, as copied or, if not, once data-sync has taken both for whole and looked through them. Throws
 * SSM-SNAPSHOT otherwise.
 */
export async function testRestore(where: Where, snapshot: Snapshot, signal?: AbortSignal): Promise<Restored> {
  const began = performance.now();
  try {
    return await withRestored(
      where,
      snapshot,
      async ({ ask, heal }) => {
        const compare = () => ask("verify", "--full", "--json");
        const asCopied = read(await compare());
        const isWhole = asCopied.others.length === 0;
        if (!isWhole) await heal();
        const { documents, deadLetters } = isWhole ? asCopied : judge(await compare());
        const seconds = (performance.now() - began) / 1000;
        return { at: new Date().toISOString(), documents, deadLetters, isWhole, seconds };
      },
      signal,
    );
  } catch (error) {
    throw unusable(snapshot, error);
  }
}

/** Runs `work` while both stores of a snapshot are up, as they were copied. */
export async function withRestored<T>(
  { docker, instance }: Where,
  snapshot: Snapshot,
  work: (pair: RestoredPair) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { id, stores } = snapshot;
  const key = await snapshotKey(instance);
  await refuseDamaged(instance, snapshot);
  refuseUnchanged(signal);
  try {
    const sync = await startScratch(docker, instance, stores, (store, into) =>
      unseal(key, `${id}/${store}`, stores[store], snapshotPath(instance, id, store), into),
    );
    const run = (...args: string[]) => outputIn(docker, sync, ["node", "/app/main.mjs", ...args]);
    const ask = async (...args: string[]) =>
      (await unlessStopped(signal, () => within(LONGEST_S + 10, "data-sync", run(...args)))).output;
    const heal = () => startSync(docker, sync).then(() => lookedThrough(ask));
    return await work({ ask, heal });
  } finally {
    await removeScratch(docker, instance);
  }
}

async function lookedThrough(ask: RestoredPair["ask"]): Promise<void> {
  const until = Date.now() + STARTS_S * 1000;
  const look = async () => passSchema.parse(JSON.parse(await ask("last-pass", "1", String(LONGEST_S))));
  let pass = await look();
  while (pass.is === "silent" && Date.now() < until) pass = await look();
  if (pass.is === "frozen") throw new Error(text.snapshotErrors.frozenThere(pass.reason ?? ""));
  const why = pass.reason === undefined ? "" : `: ${pass.reason}`;
  if (pass.is !== "done") throw new Error(text.snapshotErrors.notThrough(pass.is, why));
}

/** Counts what `verify --full --json` said; throws naming a document that differs. */
export function judge(said: string): Pick<Restored, "documents" | "deadLetters"> {
  const { others, ...counts } = read(said);
  const [first, ...more] = others;
  if (first !== undefined) throw new Error(text.snapshotErrors.differs(first.key, first.is, more.length));
  return counts;
}

/** `others` are documents that differ and could be carried. */
function read(said: string) {
  const lines = said.trim().split("\n");
  const last: unknown = JSON.parse(lines.at(-1) ?? "");
  const refusal = refused.safeParse(last).data;
  if (refusal !== undefined) throw new Error(refusalText(refusal));
  const { compared } = summarySchema.parse(last);
  const differences = lines.slice(0, -1).map((line) => differenceSchema.parse(JSON.parse(line)));
  const others = differences.filter(({ is }) => is !== "not to be carried");
  return { documents: compared, deadLetters: differences.length - others.length, others };
}

/** Refuses a snapshot whose files are not what was written: SSM-SNAPSHOT. */
export async function refuseDamaged(instance: Context["instance"], snapshot: Snapshot): Promise<void> {
  for (const store of STORES) {
    const file = snapshotPath(instance, snapshot.id, store);
    const { damaged, missing } = text.snapshotErrors;
    const found = await hashOfFile(file).catch((error: unknown) => {
      throw unusable(snapshot, existsSync(file) ? error : missing(store));
    });
    if (found !== snapshot.stores[store].sha256) throw unusable(snapshot, damaged(store, found));
  }
}

/** Why a snapshot does not come up, as SSM-SNAPSHOT; what is in words already stays as it is. */
export function unusable({ id }: Snapshot, cause: unknown): CommandError {
  if (cause instanceof CommandError) return cause;
  const reason = messageOf(cause);
  return new CommandError("SSM-SNAPSHOT", EXIT.failed, text.snapshotErrors.unusable(id, told(reason)));
}
