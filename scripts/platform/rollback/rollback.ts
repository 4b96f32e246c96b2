import type Docker from "dockerode";
import { isRestored } from "../../../infra/gate/journal-entries.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { decimal, text, told } from "../../messages/messages.ts";
import { withLock } from "../../toolchain/lock.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { CommandError, EXIT, inWords } from "../command/command.ts";
import { isStop, refuseStopped, STOPPED } from "../command/interrupt.ts";
import { gatewayAddress } from "../containers/gateway-client.ts";
import { type Owner, partsOf } from "../containers/parts.ts";
import { deployLock } from "../deploy/deploy-lock.ts";
import { stageReached } from "../deploy/preflight.ts";
import { checkPublicly } from "../deploy/public-check.ts";
import type { Context } from "../instance/context.ts";
import { appendToJournal, readJournal } from "../instance/journal.ts";
import { requireRoom } from "../instance/room.ts";
import { applyStage } from "../pulumi/apply.ts";
import { stopRunningChange } from "../pulumi/stop-change.ts";
import { bringDataBack, type DataBack, dataEntry, dataLines } from "./data-back.ts";
import { noV1, throwKillSwitch } from "./kill.ts";

export interface RollbackOptions {
  readonly reason: string;
  /** The stage to go down to; the first one by default. */
  readonly to?: Stage | undefined;
  /** True when the caller holds the deploy lock itself. */
  readonly lockTaken?: boolean;
  /** When the caller has thrown the kill switch already, or tried to. */
  readonly thrown?: Thrown | null;
  /** Ends the rollback after the running step. */
  readonly signal?: AbortSignal | undefined;
}

/** A kill switch that was thrown. */
export interface Thrown {
  /** ms since 1970 */
  readonly at: number;
  readonly seconds: number;
}

/** Seconds each step of a rollback took, and what came of V2's last writes. */
export interface RollbackReport {
  readonly to: string;
  /** Null when the kill switch could be thrown only after the rest. */
  readonly trafficSeconds: number | null;
  readonly data: DataBack;
  readonly applySeconds: number;
  readonly totalSeconds: number;
}

/** The longest wait for V2's last writes before the declared state goes down, and for what is left of them after it, s. */
const WAIT_FOR_DATA = { before: 60, after: 20 } as const;

/**
 * Back to V1: traffic first, by the kill switch, then what V2 wrote last, then the declared state. Needs no gate, no
 * hold and no healthy V2. The kill switch stays on, and V2's app fenced off its store, until somebody lifts it with a reason.
 */
export async function rollBack(asked: Context, options: RollbackOptions): Promise<RollbackReport> {
  const context = { ...asked, settings: { ...asked.settings, givesWay: false } };
  const began = performance.now();
  const to = options.to ?? firstStage(context);
  const { docker, instance, report } = context;
  const thrown = options.thrown === undefined ? await trafficToV1(docker, instance, report) : options.thrown;
  try {
    const { data, applySeconds } = await finishDown(context, to, thrown, options);
    const totalSeconds = (performance.now() - began) / 1000;
    refusePending(to, data);
    context.report(text.change.rolledBack(to.name, decimal(totalSeconds, 1)));
    return { to: to.name, trafficSeconds: thrown?.seconds ?? null, data, applySeconds, totalSeconds };
  } catch (error) {
    if (error instanceof CommandError && ["SSM-ROLLBACK-CHECK", "SSM-DATA-PENDING"].includes(error.id))
      throw error;
    throw notFinished(error, thrown !== null);
  }
}

/** Says by exit code 5 that what V2 wrote last is still to come. */
export function refusePending({ name }: Pick<Stage, "name">, data: DataBack): void {
  if (data.is !== "pending") return;
  throw new CommandError(
    "SSM-DATA-PENDING",
    EXIT.partly,
    text.dataBack.notYetOnV1(name, told(data.reason), text.dataBack.documents(data.documents)),
  );
}

/** What to say when the rest of a rollback failed, and whether the traffic is back: nothing is lost, the same command goes on. */
export function notFinished(cause: unknown, isTrafficBack: boolean): CommandError {
  const error = isStop(cause) ? new CommandError("SSM-STOPPED", EXIT.partly, told(STOPPED)) : inWords(cause);
  const said = messageOf(error);
  const id = error instanceof CommandError ? ` [${error.id}]` : "";
  const { trafficBack, notThrown, rollbackPartly } = text.stateErrors;
  const message = rollbackPartly(isTrafficBack ? trafficBack : notThrown, `${said}${id}`);
  return new CommandError("SSM-ROLLBACK-PARTLY", EXIT.partly, message, { cause });
}

async function finishDown(
  context: Context,
  to: Stage,
  thrown: Thrown | null,
  options: RollbackOptions,
): Promise<{ readonly data: DataBack; readonly applySeconds: number }> {
  // V2's users are gone from this moment on: the fence goes up while the rest is got ready.
  const before = thrown === null ? null : carry(context, thrown.at, WAIT_FOR_DATA.before, options.signal);
  await noteSwitch(context.journal, options.reason, thrown);
  const down = async () => {
    const data = (await before) ?? null;
    if (data !== null) await tellOfData(context, data);
    const applySeconds = await applyDown(context, to, options);
    if (thrown === null) await throwKillSwitch(context.docker, context.instance);
    if (data?.is === "carried") return { data, applySeconds };
    // A part that was missing is there again by now.
    const left = await carry(context, thrown?.at ?? Date.now(), WAIT_FOR_DATA.after, options.signal);
    await tellOfData(context, left);
    return { data: left, applySeconds };
  };
  const verified = async () => {
    const done = await down();
    await lookFromOutside(context);
    return done;
  };
  if (options.lockTaken === true) return verified();
  await stopRunningChange(context);
  const lock = { what: "changing the platform", report: context.report, signal: options.signal };
  return withLock(deployLock(context), lock, verified);
}

/** Notes that the switch is on, unless that is the last thing that the journal says of it. */
export async function noteSwitch(journal: string, reason: string, thrown: Thrown | null): Promise<void> {
  const last = (await readJournal(journal)).entries.findLast(({ what }) => what === "kill-switch");
  if (last?.what === "kill-switch" && last.action === "on") return;
  const at = thrown === null ? {} : { at: new Date(thrown.at).toISOString() };
  await appendToJournal(journal, { what: "kill-switch", action: "on", reason, ...at });
}

function carry(context: Context, since: number, seconds: number, signal?: AbortSignal): Promise<DataBack> {
  return bringDataBack(context, { since, seconds, startStore: false, signal });
}

/** Says what came of V2's last writes, on the screen and in the journal. */
export async function tellOfData(context: Context, data: DataBack): Promise<void> {
  for (const line of dataLines(data)) context.report(line);
  await appendToJournal(context.journal, dataEntry(data));
}

/**
 * Throws the kill switch and says so; returns null when it could not be thrown: then only the lower stage brings the
 * traffic back. Needs the engine and nothing else.
 */
export async function trafficToV1(
  docker: Docker,
  owner: Owner,
  report: (line: string) => void,
): Promise<Thrown | null> {
  const began = performance.now();
  try {
    await throwKillSwitch(docker, owner);
  } catch (error) {
    report(text.change.notThrown(messageOf(error)));
    return null;
  }
  const seconds = (performance.now() - began) / 1000;
  report(text.change.thrown(decimal(seconds, 1)));
  return { at: Date.now(), seconds };
}

/** Refuses a rollback that would go up, and one from a stage that has no V1. */
export async function checkDown(context: Context, to: Stage): Promise<void> {
  const at = await stageReached(context);
  if (at !== null && at.sunset !== null) throw noV1();
  const { stages } = context.stacks;
  if (at === null || stages.indexOf(to) <= stages.indexOf(at)) return;
  throw new CommandError("SSM-NOT-DOWN", EXIT.wrongUse, text.errors.notDown(at.name, to.name));
}

function firstStage({ stacks: { stages } }: Context): Stage {
  const [first] = stages;
  if (first === undefined) throw new CommandError("SSM-NO-STAGE", EXIT.wrongUse, text.errors.noStages);
  return first;
}

async function applyDown(context: Context, to: Stage, { reason, signal }: RollbackOptions): Promise<number> {
  refuseStopped(signal, to.name);
  requireRoom(context.instance.dir);
  await appendToJournal(context.journal, { what: "rollback-started", to: to.name, reason });
  // Looking at everything first costs seconds, and is needed only when the state may not say what runs.
  const refresh = isRestored((await readJournal(context.journal)).entries) || !(await servesV1(context));
  const { seconds } = await applyStage(context, to, { refresh, allowReplace: true, signal });
  await appendToJournal(context.journal, { what: "rollback-finished", stage: to.name, v2: to.v2 });
  return seconds;
}

const NEEDED_BY_V1 = ["keeper", "gateway", "v1", "store-v1"];

/** Whether V1 is served, and data-sync is there. */
async function servesV1({ docker, instance }: Context): Promise<boolean> {
  const parts = await partsOf(docker, instance);
  const isHealthy = (name: string) =>
    parts.some(({ service, state }) => service === name && state === "healthy");
  return NEEDED_BY_V1.every(isHealthy) && parts.some(({ service }) => service === "data-sync");
}

async function lookFromOutside(context: Context): Promise<void> {
  const { place, platform } = context.stacks;
  const { complaints, onV2, users } = await checkPublicly(
    gatewayAddress(place, context.instance.dir),
    platform.routes,
    0,
  );
  context.report(text.change.seenOnV1(users - onV2, users));
  if (complaints.length === 0) return;
  throw new CommandError(
    "SSM-ROLLBACK-CHECK",
    EXIT.partly,
    text.errors.rollbackCheck(told(complaints.join("; "))),
  );
}
