import { type Verdict, verdictTable } from "../../../infra/gate/verdict.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { decimal, text, told } from "../../messages/messages.ts";
import { withLock } from "../../toolchain/lock.ts";
import { CommandError, EXIT, type ExitCode } from "../command/command.ts";
import { refuseStopped } from "../command/interrupt.ts";
import { gatewayAddress } from "../containers/gateway-client.ts";
import { cpuPressure, cpuShortage } from "../gate/cpu-shortage.ts";
import { judge } from "../gate/judge.ts";
import type { Context } from "../instance/context.ts";
import { appendToJournal } from "../instance/journal.ts";
import { refuseReplacement } from "../pulumi/apply.ts";
import { changeTo } from "../pulumi/change.ts";
import { wrongNow } from "../pulumi/put-right.ts";
import { rollBack } from "../rollback/rollback.ts";
import { takeSnapshot } from "../snapshots/take.ts";
import { clearSunset, rehearseSunset } from "../sunset/clear.ts";
import { deployLock, onlyChange } from "./deploy-lock.ts";
import { isHalfWay, refuseUnsound, refuseWrongStage, stageReached } from "./preflight.ts";
import { checkPublicly } from "./public-check.ts";
import { watch } from "./watch.ts";

export interface DeployOptions {
  readonly dryRun: boolean;
  /** Accepts the outage of a gateway or store that must be replaced. */
  readonly allowReplace: boolean;
  /** Whether V1's app may be removed for good; without it nobody agrees. */
  readonly agreed?: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Moves the platform one stage on: preflight, verdict of the current stage, `pulumi up`, a look through the
 * public address, a watch, and a line in the journal for each. Returns the exit code of the command.
 */
export async function deploy(context: Context, to: Stage, options: DeployOptions): Promise<ExitCode> {
  const lock = onlyChange(context.instance, context.report);
  return withLock(deployLock(context), lock, () => deployLocked(context, to, options));
}

async function deployLocked(context: Context, to: Stage, options: DeployOptions): Promise<ExitCode> {
  const { report } = context;
  const from = await stageReached(context);
  report(text.change.preflight(from?.name, to.name));
  await refuseWrongStage(context, from, to);
  // The same stage again is how a platform is put right: nothing is left, so nothing is judged.
  const isLeft = from !== null && from !== to;
  const halfWay = isLeft && (await isHalfWay(context, to));
  if (isLeft) {
    const passes = (await judge(context, from)).verdict.kind === "pass";
    // A pass is given after the preflight, so that the change follows at once. Anything else is told before it: a
    // dead V2 must bring its users back, not refuse the command.
    if (passes && !halfWay) await refuseUnsound(context, from);
    const verdict = await judgeAndTell(context, from);
    if (verdict.kind === "rollback") return backToV1(context, verdict.reasons.join("; "), options);
    if (!passes && !halfWay) await refuseUnsound(context, from);
    if (verdict.kind === "hold" && !halfWay) return EXIT.held;
    if (halfWay) report(text.change.finishing(to.name));
  }
  const sunset = from !== null && to.sunset !== null ? { from, to, ...to.sunset } : null;
  if (options.dryRun) {
    if (sunset !== null && isLeft && !halfWay) await rehearseSunset(context, sunset);
    if (from === to) await rehearseAgain(context, to, options);
    report(text.change.wouldApply(to.name, isLeft && !halfWay));
    return EXIT.done;
  }
  refuseStopped(options.signal, to.name);
  // Only what was asked for, or begins anew, may cost an outage.
  const allowReplace = options.allowReplace || (from !== to && !halfWay);
  if (sunset !== null) {
    const cleared = await clearSunset(context, sunset, options.agreed ?? nobody);
    return change(cleared, from, to, { ...options, allowReplace });
  }
  // Half-way there is one already, from before the change began.
  if (isLeft && !halfWay) await takeSnapshot(context, from.name);
  return change(context, from, to, { ...options, allowReplace });
}

/** What the same stage again would put right. */
async function rehearseAgain(context: Context, stage: Stage, options: DeployOptions): Promise<void> {
  const wrong = await wrongNow(context, stage);
  for (const line of wrong) context.report(`  ${line}`);
  if (!options.allowReplace) refuseReplacement(wrong, stage);
}

const nobody = async () => false;

/** The verdict of the stage that would be left, in the journal and on the screen. */
async function judgeAndTell(context: Context, from: Stage): Promise<Verdict> {
  const { verdict } = await judge(context, from);
  const table = verdictTable(verdict);
  const reasons = verdict.kind === "pass" ? [] : [...verdict.reasons];
  await appendToJournal(context.journal, {
    what: "verdict",
    stage: from.name,
    kind: verdict.kind,
    reasons,
    table,
  });
  for (const line of table) context.report(`  ${told(line)}`);
  context.report(text.change.verdict(from.name, verdict.kind.toUpperCase()));
  if (verdict.warning !== null) context.report(text.change.warning(told(verdict.warning)));
  for (const reason of reasons) context.report(`  ${told(reason)}`);
  return verdict;
}

async function backToV1(context: Context, reason: string, { dryRun }: DeployOptions): Promise<never> {
  if (dryRun)
    throw new CommandError("SSM-WOULD-ROLL-BACK", EXIT.rolledBack, text.errors.wouldRollBack(told(reason)));
  await rollBack(context, { reason, lockTaken: true });
  throw new CommandError("SSM-ROLLED-BACK", EXIT.rolledBack, text.errors.rolledBack(told(reason)));
}

async function change(
  context: Context,
  from: Stage | null,
  to: Stage,
  options: DeployOptions,
): Promise<ExitCode> {
  refuseStopped(options.signal, to.name);
  context.report(text.change.applying(to.name, to.v2));
  const { allowReplace, signal } = options;
  const applied = await changeTo(context, from, to, { refresh: from === to, allowReplace, signal });
  context.report(text.change.applied(decimal(applied.seconds, 1)));
  // Where nobody could be taken back to V1, a watch would come to nothing.
  const isWatched = to.v2 > 0 && to.sunset === null;
  const trouble =
    (await lookFromOutside(context, to)) ?? (isWatched ? await watch(context, to, options.signal) : null);
  if (trouble !== null) return backToV1(context, trouble, options);
  context.report(text.change.reached(to.name));
  return EXIT.done;
}

async function lookFromOutside(context: Context, to: Stage): Promise<string | null> {
  const { place, platform } = context.stacks;
  const { users, onV2, complaints } = await checkPublicly(
    gatewayAddress(place, context.instance.dir),
    platform.routes,
    to.v2,
  );
  const { seen, fine, notFine } = text.change;
  context.report(seen(onV2, users, to.v2, complaints.length === 0 ? fine : notFine));
  if (complaints.length === 0) return null;
  const trouble = [...complaints, ...cpuShortage(cpuPressure(context.settings.dockerHost))].join("; ");
  if (to.sunset !== null || (to.v2 === 0 && onV2 === 0)) throw wrongFromOutside(to, trouble);
  return trouble;
}

/** What to say when users would be served badly, and there is nobody who could be taken back to V1. */
export function wrongFromOutside({ name, v2, sunset }: Stage, trouble: string): CommandError {
  return new CommandError(
    "SSM-DEPLOY-CHECK",
    EXIT.partly,
    text.stateErrors.seenFromOutside(name, told(trouble), sunset === null ? String(v2) : name),
  );
}
