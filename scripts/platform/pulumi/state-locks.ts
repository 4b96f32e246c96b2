import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { text } from "../../messages/messages.ts";
import { isAlive } from "../../toolchain/process-owner.ts";
import { CommandError, EXIT } from "../command/command.ts";
import type { Instance } from "../instance/instance.ts";
import { PROJECT } from "../instance/project-name.ts";

const lockSchema = z.object({ pid: z.int(), hostname: z.string() });

/** Pulumi's own lock on a state: who changes it. */
export type StateLock = z.infer<typeof lockSchema>;

/** Refuses while a process at work holds the lock on the instance's state. */
export function refuseLockedState(instance: Instance): void {
  const held = locks(instance).find(isHeld);
  if (held === undefined) return;
  throw new CommandError("SSM-LOCKED", EXIT.wrongUse, text.stateErrors.held(held.pid));
}

/** Whether the process that holds a lock can still be at work. */
export function isHeld({ pid, hostname }: StateLock): boolean {
  return isAlive({ pid, host: hostname, started: null });
}

/** The processes that say they are changing this instance's state. */
export function locks(instance: Instance): StateLock[] {
  const folder = join(instance.dir, "pulumi", ".pulumi", "locks", "organization", PROJECT, instance.place);
  if (!existsSync(folder)) return [];
  // Beside each lock the backend keeps a file of attributes.
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.flatMap((file) => lockIn(join(folder, file)) ?? []);
}

/** Null for a lock that its owner did not live to write. */
function lockIn(file: string): StateLock | null {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
