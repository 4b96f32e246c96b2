import { setTimeout as pause } from "node:timers/promises";
import { text } from "../../messages/messages.ts";
import { lockHolder } from "../../toolchain/lock.ts";
import { isAlive, isProgram, type ProcessOwner, thisProcess } from "../../toolchain/process-owner.ts";
import { deployLock } from "../deploy/deploy-lock.ts";
import type { Context } from "../instance/context.ts";
import { locks } from "./state-locks.ts";

const STOP_GENTLY_MS = 10_000;

/** Ends our own deploy by the pid in its lock, then a pulumi that still works on the state: the deploy's own, or one by hand. */
export async function stopRunningChange(context: Context): Promise<void> {
  const holder = await lockHolder(deployLock(context));
  if (holder !== null && holder.pid !== process.pid) await stop(holder, context.report);
  for (const { pid, hostname } of locks(context.instance)) {
    // A lock that outlived a restart of the machine may name a pid that is somebody else's by now.
    if (isProgram(pid, "pulumi")) await stop({ pid, host: hostname, started: null }, context.report);
  }
}

/** Once gently, so that the running step ends cleanly, then for good. One on another machine is left to it. */
async function stop(owner: ProcessOwner, report: (line: string) => void): Promise<void> {
  if (owner.host !== thisProcess().host || !isAlive(owner)) return;
  report(text.change.stoppingChange(owner.pid));
  process.kill(owner.pid, "SIGINT");
  const until = Date.now() + STOP_GENTLY_MS;
  while (isAlive(owner) && Date.now() < until) await pause(100);
  if (!isAlive(owner)) return;
  process.kill(owner.pid, "SIGKILL");
  while (isAlive(owner)) await pause(10);
}
