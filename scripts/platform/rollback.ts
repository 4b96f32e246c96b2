import type Docker from "dockerode";
import { isRestored } from "../../infra/gate/journal-entries.ts";
import type { Stage } from "../../infra/stage/schema.ts";
import { withLock } from "../toolchain/lock.ts";
import { applyStage } from "./apply.ts";
import { CommandError, EXIT, inWords } from "./command.ts";
import type { Context } from "./context.ts";
import { deployLock } from "./deploy-lock.ts";
import { gatewayAddress } from "./gateway-client.ts";
import { appendToJournal, readJournal } from "./journal.ts";
import { throwKillSwitch } from "./kill.ts";
import { type Owner, partsOf } from "./parts.ts";
import { stageReached } from "./preflight.ts";
import { checkPublicly } from "./public-check.ts";
import { requireRoom } from "./room.ts";
import { stopRunningChange } from "./stop-change.ts";

export interface RollbackOptions {
  readonly reason: string;
  /** The stage to go down to; the first one by default. */
  readonly to?: Stage | undefined;
  /** True when the caller holds the deploy lock itself. */
  readonly lockTaken?: boolean;
  /** When the caller has thrown the kill switch already: how many seconds that took. */
  readonly thrownAfter?: number | null;
}

/** Seconds each step of a rollback took. */
export interface RollbackReport {
  readonly to: string;
  /** Null when the kill switch could be thrown only after the rest. */
  readonly trafficSeconds: number | null;
  readonly applySeconds: number;
  readonly totalSeconds: number;
}

/**
 * Back to V1: traffic first, by the kill switch, then the declared state. Needs no gate, no hold and no healthy
 * V2. The kill switch stays on until somebody lifts it with a reason.
 */
export async function rollBack(context: Context, options: RollbackOptions): Promise<RollbackReport> {
  const began = performance.now();
  const to = options.to ?? firstStage(context);
  const { docker, instance, report } = context;
  const trafficSeconds =
    options.thrownAfter === undefined ? await trafficToV1(docker, instance, report) : options.thrownAfter;
  try {
    const applySeconds = await finishDown(context, to, options);
    if (trafficSeconds === null) await throwKillSwitch(docker, instance);
    const totalSeconds = (performance.now() - began) / 1000;
    context.report(
      `rolled back to ${to.name} in ${totalSeconds.toFixed(1)} s; the kill switch stays on until: npm run kill-switch -- off --reason "…"`,
    );
    return { to: to.name, trafficSeconds, applySeconds, totalSeconds };
  } catch (error) {
    if (error instanceof CommandError && error.id === "SSM-ROLLBACK-CHECK") throw error;
    throw notFinished(error, trafficSeconds !== null);
  }
}

/** What to say when the rest of a rollback failed, and whether the traffic is back: nothing is lost, the same command goes on. */
export function notFinished(cause: unknown, isTrafficBack: boolean): CommandError {
  const error = inWords(cause);
  const said = error instanceof Error ? error.message : String(error);
  const id = error instanceof CommandError ? ` [${error.id}]` : "";
  const where = isTrafficBack
    ? "traffic is on V1, but the declared state is not yet"
    : "the kill switch is NOT thrown, and the declared state is not reached";
  const message = `${where}:\n${said}${id}\nfinish with: npm run rollback-v1`;
  return new CommandError("SSM-ROLLBACK-PARTLY", EXIT.partly, message, { cause });
}

async function finishDown(context: Context, to: Stage, options: RollbackOptions): Promise<number> {
  await appendToJournal(context.journal, { what: "kill-switch", action: "on", reason: options.reason });
  const apply = () => applyDown(context, to, options.reason);
  if (options.lockTaken === true) return verified(context, await apply());
  await stopRunningChange(context);
  const lock = { what: "changing the platform", report: context.report };
  return verified(context, await withLock(deployLock(context), lock, apply));
}

/**
 * Throws the kill switch and says so; returns the seconds it took, or null when it could not be thrown: then only
 * the lower stage brings the traffic back. Needs the engine and nothing else.
 */
export async function trafficToV1(
  docker: Docker,
  owner: Owner,
  report: (line: string) => void,
): Promise<number | null> {
  const began = performance.now();
  try {
    await throwKillSwitch(docker, owner);
  } catch (error) {
    report(`the kill switch is NOT thrown: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  const seconds = (performance.now() - began) / 1000;
  report(`kill switch thrown in ${seconds.toFixed(1)} s: every request goes to V1`);
  return seconds;
}

/** Refuses a rollback that would go up. */
export async function checkDown(context: Context, to: Stage): Promise<void> {
  const at = await stageReached(context);
  const { stages } = context.stacks;
  if (at === null || stages.indexOf(to) <= stages.indexOf(at)) return;
  throw new CommandError(
    "SSM-NOT-DOWN",
    EXIT.wrongUse,
    `the platform is at ${at.name}; ${to.name} is above it, and a rollback only goes down`,
  );
}

function firstStage({ stacks: { stages } }: Context): Stage {
  const [first] = stages;
  if (first === undefined) throw new CommandError("SSM-NO-STAGE", EXIT.wrongUse, "there are no stages");
  return first;
}

async function applyDown(context: Context, to: Stage, reason: string): Promise<number> {
  requireRoom(context.instance.dir);
  await appendToJournal(context.journal, { what: "rollback-started", to: to.name, reason });
  // Looking at everything first costs seconds, and is needed only when the state may not say what runs.
  const refresh = isRestored((await readJournal(context.journal)).entries) || !(await servesV1(context));
  const { seconds } = await applyStage(context, to, { refresh, allowReplace: true });
  await appendToJournal(context.journal, { what: "rollback-finished", stage: to.name, v2: to.v2 });
  return seconds;
}

const NEEDED_BY_V1 = ["keeper", "gateway", "v1", "store-v1"];

async function servesV1({ docker, instance }: Context): Promise<boolean> {
  const healthy = (await partsOf(docker, instance)).filter((part) => part.state === "healthy");
  return NEEDED_BY_V1.every((service) => healthy.some((part) => part.service === service));
}

async function verified(context: Context, seconds: number): Promise<number> {
  const { place, platform } = context.stacks;
  const { complaints, onV2, users } = await checkPublicly(
    gatewayAddress(place, context.instance.dir),
    platform.routes,
    0,
  );
  context.report(`through the public address: ${users - onV2} of ${users} users on V1`);
  if (complaints.length === 0) return seconds;
  throw new CommandError(
    "SSM-ROLLBACK-CHECK",
    EXIT.partly,
    `the declared state is reached and the kill switch is on, but seen from outside: ${complaints.join("; ")}`,
  );
}
