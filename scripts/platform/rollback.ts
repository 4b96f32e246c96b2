import { setTimeout as pause } from "node:timers/promises";
import type { Stage } from "../../infra/stage/schema.ts";
import { lockHolder, withLock } from "../toolchain/lock.ts";
import { applyStage } from "./apply.ts";
import { CommandError, EXIT } from "./command.ts";
import type { Context } from "./context.ts";
import { deployLock } from "./deploy-lock.ts";
import { gatewayAddress } from "./gateway-client.ts";
import { appendToJournal } from "./journal.ts";
import { throwKillSwitch } from "./kill.ts";
import { stageReached } from "./preflight.ts";
import { checkPublicly } from "./public-check.ts";

export interface RollbackOptions {
  readonly reason: string;
  /** The stage to go down to; the first one by default. */
  readonly to?: Stage | undefined;
  /** True when the caller holds the deploy lock itself. */
  readonly lockTaken?: boolean;
}

/** Seconds each step of a rollback took. */
export interface RollbackReport {
  readonly to: string;
  readonly trafficSeconds: number;
  readonly applySeconds: number;
  readonly totalSeconds: number;
}

const STOP_GENTLY_MS = 10_000;

/**
 * Back to V1: traffic first, by the kill switch, then the declared state. Needs no gate, no hold and no healthy
 * V2. The kill switch stays on until somebody lifts it with a reason.
 */
export async function rollBack(context: Context, options: RollbackOptions): Promise<RollbackReport> {
  const began = performance.now();
  const to = options.to ?? firstStage(context);
  await throwKillSwitch(context.docker, context.instance);
  const trafficSeconds = (performance.now() - began) / 1000;
  context.report(`kill switch thrown after ${trafficSeconds.toFixed(1)} s: every request goes to V1`);
  await appendToJournal(context.journal, { what: "kill-switch", action: "on", reason: options.reason });
  const finish = () => applyDown(context, to, options.reason);
  const lock = { what: "changing the platform", report: context.report };
  if (options.lockTaken !== true) await stopRunningDeploy(context);
  const applySeconds = options.lockTaken === true ? await finish() : await withLock(deployLock(context), lock, finish);
  await verify(context);
  const totalSeconds = (performance.now() - began) / 1000;
  context.report(`rolled back to ${to.name} in ${totalSeconds.toFixed(1)} s; the kill switch stays on until: npm run kill-switch -- off --reason "…"`);
  return { to: to.name, trafficSeconds, applySeconds, totalSeconds };
}

/** Refuses a rollback that would go up. */
export async function checkDown(context: Context, to: Stage): Promise<void> {
  const at = await stageReached(context);
  const { stages } = context.stacks;
  if (at === null || stages.indexOf(to) <= stages.indexOf(at)) return;
  throw new CommandError("SSM-NOT-DOWN", EXIT.wrongUse, `the platform is at ${at.name}; ${to.name} is above it, and a rollback only goes down`);
}

function firstStage({ stacks: { stages } }: Context): Stage {
  const [first] = stages;
  if (first === undefined) throw new CommandError("SSM-NO-STAGE", EXIT.wrongUse, "there are no stages");
  return first;
}

async function applyDown(context: Context, to: Stage, reason: string): Promise<number> {
  await appendToJournal(context.journal, { what: "rollback-started", to: to.name, reason });
  const { seconds } = await applyStage(context, to, { refresh: false }).catch((error: Error) => {
    const next = "traffic is on V1; finish with: npm run rollback-v1";
    throw new CommandError("SSM-ROLLBACK-PARTLY", EXIT.partly, `${error.message}\n${next}`, { cause: error });
  });
  await appendToJournal(context.journal, { what: "rollback-finished", stage: to.name, v2: to.v2 });
  return seconds;
}

// Our own deploy, by the pid in its lock: once gently, so that the running step ends cleanly, then for good.
async function stopRunningDeploy(context: Context): Promise<void> {
  const holder = await lockHolder(deployLock(context));
  if (holder === null || holder.pid === process.pid) return;
  context.report(`stopping the running change (pid ${holder.pid})`);
  process.kill(holder.pid, "SIGINT");
  const until = Date.now() + STOP_GENTLY_MS;
  while (Date.now() < until && (await lockHolder(deployLock(context))) !== null) await pause(100);
  if ((await lockHolder(deployLock(context))) !== null) process.kill(holder.pid, "SIGKILL");
}

async function verify(context: Context): Promise<void> {
  const { place, platform } = context.stacks;
  const { complaints, onV2, users } = await checkPublicly(gatewayAddress(place, context.instance.dir), platform.routes, 0);
  context.report(`through the public address: ${users - onV2} of ${users} users on V1`);
  if (complaints.length === 0) return;
  throw new CommandError("SSM-ROLLBACK-CHECK", EXIT.partly, `traffic is on V1, but: ${complaints.join("; ")}`);
}
