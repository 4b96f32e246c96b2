import type { Stage } from "../../../infra/stage/schema.ts";
import { text, told } from "../../messages/messages.ts";
import { withLock } from "../../toolchain/lock.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { isStop } from "../command/interrupt.ts";
import { gatewayAddress } from "../containers/gateway-client.ts";
import { isStopped, partsOf } from "../containers/parts.ts";
import { deployLock, onlyChange } from "../deploy/deploy-lock.ts";
import { stageReached } from "../deploy/preflight.ts";
import { checkPublicly } from "../deploy/public-check.ts";
import type { Context } from "../instance/context.ts";
import { isKilled } from "../rollback/kill.ts";
import { drift } from "./apply.ts";
import { changeTo } from "./change.ts";

/** What putting a platform right came to. */
export interface PutRight {
  readonly stage: string;
  /** False when nothing was wrong. */
  readonly changed: boolean;
  readonly seconds: number;
}

/**
 * Makes what runs equal to the stage that the journal says is reached: what is gone or was changed by hand is made
 * again. Judges nothing, moves no traffic to V2 and leaves the kill switch as it is. With `dryRun` only tells what is wrong.
 * Ends with SSM-STOPPED, and the next command, after the step in which the signal came.
 */
export async function putRight(context: Context, dryRun: boolean, signal?: AbortSignal): Promise<PutRight> {
  const { instance, report } = context;
  return withLock(deployLock(context), onlyChange(instance, report), () =>
    putRightLocked(context, dryRun, signal),
  );
}

async function putRightLocked(context: Context, dryRun: boolean, signal?: AbortSignal): Promise<PutRight> {
  const { report } = context;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const at = await stageReached(context);
  if (at === null) throw new CommandError("SSM-NO-STAGE", EXIT.wrongUse, text.heal.noStage);
  if (dryRun) {
    const wrong = await wrongNow(context, at);
    for (const line of wrong) report(`  ${line}`);
    return { stage: at.name, changed: wrong.length > 0, seconds: seconds() };
  }
  report(text.heal.begins(at.name));
  const { changed } = await changeTo(context, at, at, { refresh: true, allowReplace: false, signal }).catch(
    (error: unknown) => {
      throw isStop(error) ? new CommandError("SSM-STOPPED", EXIT.partly, text.heal.stopped(at.name)) : error;
    },
  );
  await lookFromOutside(context, at.v2);
  return { stage: at.name, changed, seconds: seconds() };
}

/** What would be put right, one line each. A container that is stopped is started, whatever Pulumi would do with it. */
export async function wrongNow(context: Context, at: Stage): Promise<string[]> {
  const stopped = (await partsOf(context.docker, context.instance)).filter(isStopped);
  const made = new Set(stopped.map(({ service }) => `${service}-container`));
  const others = (await drift(context, at)).filter((line) => !made.has(line.split(" ").at(-1) ?? ""));
  return [...stopped.map(({ name, state }) => text.heal.wouldStart(name, state)), ...others];
}

async function lookFromOutside(context: Context, v2: number): Promise<void> {
  const { docker, instance, report, stacks } = context;
  const killed = await isKilled(docker, instance);
  const address = gatewayAddress(stacks.place, instance.dir);
  const seen = await checkPublicly(address, stacks.platform.routes, killed ? 0 : v2);
  report(text.heal.seen(seen.onV2, seen.users, killed));
  if (seen.complaints.length === 0) return;
  throw new CommandError("SSM-HEAL-CHECK", EXIT.partly, text.heal.notFine(told(seen.complaints.join("; "))));
}
