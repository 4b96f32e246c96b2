import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { everythingOf, removeEverything } from "../platform/containers/parts.ts";
import { deployLock, startLock } from "../platform/deploy/deploy-lock.ts";
import { type Instance, openInstance } from "../platform/instance/instance.ts";
import { PLACE } from "../platform/instance/place-name.ts";
import { locks } from "../platform/pulumi/state-locks.ts";
import type { Engine } from "../toolchain/engine.ts";
import { lockHolder } from "../toolchain/lock.ts";
import { statePath } from "../toolchain/paths.ts";

const STOP_GENTLY_MS = 10_000;

/** Removes whatever an instance of tests has: a change at work, everything on the engine, its state. Says nothing when there is nothing. */
export async function removeTestInstance(
  { docker }: Engine,
  name: string,
  report: (line: string) => void,
): Promise<void> {
  const dir = statePath(PLACE, name);
  const owner = { place: PLACE, instance: name };
  if (existsSync(join(dir, "instance.json"))) await stopChanges(openInstance(PLACE, name), report);
  const { containers, networks, volumes } = await everythingOf(docker, owner);
  if (containers.length + networks.length + volumes.length === 0 && !existsSync(dir)) return;
  report(`removing instance ${name}`);
  await removeEverything(docker, owner, () => {});
  rmSync(dir, { recursive: true, force: true });
}

/** Ends the commands and engines that still change the instance; their pids stand in its locks. */
async function stopChanges(instance: Instance, report: (line: string) => void): Promise<void> {
  const owners = await Promise.all([startLock(instance), deployLock({ instance })].map(lockHolder));
  const pids = [
    ...owners.flatMap((owner) => owner?.pid ?? []),
    ...locks(instance).map(({ pid }) => pid),
  ].filter(isRunning);
  for (const pid of pids) {
    report(`stopping process ${pid}, which still changes instance ${instance.instance}`);
    process.kill(pid, "SIGINT");
  }
  const until = Date.now() + STOP_GENTLY_MS;
  while (pids.some(isRunning) && Date.now() < until) await pause(100);
  for (const pid of pids.filter(isRunning)) process.kill(pid, "SIGKILL");
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
