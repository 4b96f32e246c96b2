import { pendingRollback } from "../../../infra/gate/journal-entries.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { stageNamed } from "../deploy/stage-named.ts";
import type { Context } from "../instance/context.ts";
import { readJournal } from "../instance/journal.ts";
import { bringDataBack } from "./data-back.ts";
import { type RollbackReport, refusePending, type Thrown, tellOfData } from "./rollback.ts";

/** A rollback whose data are still to come. */
export interface Pending {
  readonly to: Stage;
  /** The declared state is down. */
  readonly isDown: boolean;
}

/** Somebody waits for it, and traffic is on V1: longer than in a rollback. */
const WAIT_FOR_DATA_S = 600;

/** The rollback that `--resume` finishes; throws SSM-NO-RESUME when there is none. Changes nothing. */
export async function pendingOf({ journal, stacks }: Pick<Context, "journal" | "stacks">): Promise<Pending> {
  const pending = pendingRollback((await readJournal(journal)).entries);
  if (pending !== null) return { to: stageNamed(stacks.stages, pending.to), isDown: pending.isDown };
  throw new CommandError("SSM-NO-RESUME", EXIT.wrongUse, text.errors.nothingPending);
}

/** Brings the rest of V2's last writes to V1, and starts V2's store where it does not run. The declared state is down already. */
export async function resumeData(
  context: Context,
  { to }: Pending,
  thrown: Thrown | null,
  signal?: AbortSignal,
): Promise<RollbackReport> {
  const began = performance.now();
  const since = thrown?.at ?? Date.now();
  const data = await bringDataBack(context, {
    since,
    seconds: WAIT_FOR_DATA_S,
    startStore: true,
    signal,
  });
  await tellOfData(context, data);
  refusePending(to, data);
  const totalSeconds = (performance.now() - began) / 1000;
  return { to: to.name, trafficSeconds: thrown?.seconds ?? null, data, applySeconds: 0, totalSeconds };
}
