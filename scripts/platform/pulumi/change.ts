import type { Stage } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import type { Context } from "../instance/context.ts";
import { appendToJournal } from "../instance/journal.ts";
import { isNoSpace } from "../instance/no-space.ts";
import { requireRoom } from "../instance/room.ts";
import { type Applied, type ApplyOptions, applyStage } from "./apply.ts";

/** Brings the platform to a stage, with a line in the journal before and after; says in the journal when and how far it failed. */
export async function changeTo(
  context: Context,
  from: Stage | null,
  to: Stage,
  options: ApplyOptions,
): Promise<Applied> {
  const { journal } = context;
  requireRoom(context.instance.dir);
  await appendToJournal(journal, { what: "deploy-started", from: from?.name ?? null, stage: to.name });
  const applied = await applyStage(context, to, options).catch(async (error: Error) => {
    const changed = !(error instanceof CommandError && error.exitCode === EXIT.wrongUse);
    const failed = { what: "deploy-failed", stage: to.name, changed, reason: error.message } as const;
    // What went wrong is told even when a full disk takes no line about it.
    await appendToJournal(journal, failed).catch((full: unknown) => context.report(String(full)));
    throw error;
  });
  const finished = { what: "deploy-finished", stage: to.name, v2: to.v2, changed: applied.changed } as const;
  await appendToJournal(journal, finished).catch((error: unknown) => {
    throw isNoSpace(error) ? appliedWithoutSpace(to) : error;
  });
  return applied;
}

function appliedWithoutSpace({ name, v2 }: Stage): CommandError {
  return new CommandError("SSM-NO-SPACE", EXIT.partly, text.stateErrors.appliedFull(name, v2));
}
