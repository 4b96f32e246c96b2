import { standing } from "../../../infra/gate/journal-entries.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { isStopped, partsOf } from "../containers/parts.ts";
import type { Context } from "../instance/context.ts";
import { readJournal } from "../instance/journal.ts";
import { refuseDrift } from "../pulumi/apply.ts";
import { fenceOf } from "../rollback/fence.ts";
import { isKilled } from "../rollback/kill.ts";

/** The stage an instance is at by its journal; null on an empty platform. */
export async function stageReached(context: Context): Promise<Stage | null> {
  const { stage } = standing((await readJournal(context.journal)).entries);
  return context.stacks.stages.find(({ name }) => name === stage) ?? null;
}

/** Whether the last change was one to this stage that began and did not end well: the same command finishes it. */
export async function isHalfWay(context: Context, to: Stage): Promise<boolean> {
  const { entries } = await readJournal(context.journal);
  const last = entries.findLast(
    (entry) => entry.what.startsWith("deploy-") || entry.what.startsWith("rollback-"),
  );
  if (last?.what === "deploy-started") return last.stage === to.name;
  return last?.what === "deploy-failed" && last.changed && last.stage === to.name;
}

/** Refuses what can never be right: a skipped stage, a change while the kill switch is on. Changes nothing. */
export async function refuseWrongStage(context: Context, from: Stage | null, to: Stage): Promise<void> {
  refuseOrder(context, from, to);
  await refuseKillSwitch(context);
  await refuseFence(context);
}

/** Refuses to go on while a part is not healthy, or while something runs that the current stage does not declare. */
export async function refuseUnsound(context: Context, from: Stage): Promise<void> {
  await refuseSick(context);
  await refuseDrift(context, from);
}

function refuseOrder({ stacks: { stages } }: Context, from: Stage | null, to: Stage): void {
  const at = from === null ? -1 : stages.indexOf(from);
  const wanted = stages.indexOf(to);
  if (wanted === at || wanted === at + 1) return;
  const where = from === null ? text.errors.emptyPlatform : text.errors.platformAt(from.name);
  const fix = wanted < at ? text.errors.goDown(to.v2) : text.errors.nextStageIs(stages[at + 1]?.name);
  throw new CommandError("SSM-STAGE-ORDER", EXIT.wrongUse, text.errors.stageOrder(where, to.name, fix));
}

/** Refuses while the kill switch is on: the split would change nothing. */
export async function refuseKillSwitch(context: Context): Promise<void> {
  if (!(await isKilled(context.docker, context.instance))) return;
  throw new CommandError("SSM-KILLED", EXIT.wrongUse, text.errors.killed);
}

/** Refuses while V2's app may not write: somebody lifted the kill switch by hand after a rollback, and the fence is still up. */
async function refuseFence({ docker, instance }: Context): Promise<void> {
  const fence = await fenceOf(docker, instance);
  if (fence === null) return;
  throw new CommandError(
    "SSM-FENCED",
    EXIT.wrongUse,
    text.dataBack.fenced(new Date(fence.since).toISOString()),
  );
}

async function refuseSick(context: Context): Promise<void> {
  const sick = (await partsOf(context.docker, context.instance)).filter((part) => part.state !== "healthy");
  if (sick.length === 0) return;
  const list = sick.map((part) => `${part.name} (${part.state})`).join(", ");
  // A container that somebody stopped or paused says nothing of it in its log.
  const logs = sick.filter((part) => !isStopped(part)).map(({ name }) => `docker logs --tail 20 ${name}`);
  throw new CommandError("SSM-SICK", EXIT.held, text.errors.sick(list, logs));
}
