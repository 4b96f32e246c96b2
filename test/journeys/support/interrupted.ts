import assert from "node:assert/strict";
import { instanceName, openInstance } from "../../../scripts/platform/instance/instance.ts";
import { PLACE } from "../../../scripts/platform/instance/place-name.ts";
import { locks } from "../../../scripts/platform/pulumi/state-locks.ts";
import { assertExit, command, startCommand } from "./commands.ts";

/** How long the repair of a killed change may take, the start of the command included. */
const LONGEST_S = 120;

/** Starts a command and kills it and its `pulumi`, without a warning, as soon as it says `line`. */
export async function killAt([name, ...args]: readonly [string, ...string[]], line: string): Promise<void> {
  const running = startCommand(name, args);
  await running.says(line);
  const engines = locks(openInstance(PLACE, instanceName(PLACE)));
  assert.equal(engines.length, 1, "pulumi must be at work");
  process.kill(running.pid, "SIGKILL");
  for (const { pid } of engines) process.kill(pid, "SIGKILL");
  await running.ended;
}

/** Runs the command that must repair everything, and returns the seconds it took. */
export async function repairs([name, ...args]: readonly [string, ...string[]]): Promise<number> {
  const repair = await command(name, args);
  assertExit(repair, 0);
  assert.ok(repair.seconds < LONGEST_S, `it took ${repair.seconds} s, at most ${LONGEST_S} s are allowed`);
  return repair.seconds;
}
