import { statfsSync } from "node:fs";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";

/** A state is written anew at every step, with copies beside it; many times what they take. */
const LEAST_MB = 16;
const MB = 1024 * 1024;

/**
 * Refuses a change when the disk that holds `dir` has less than 16 MB left: Pulumi writes the state in place, and a disk that is
 * full half-way tears it.
 */
export function requireRoom(dir: string): void {
  const { bavail, bsize } = statfsSync(dir);
  const left = Math.floor((bavail * bsize) / MB);
  if (left >= LEAST_MB) return;
  throw new CommandError(
    "SSM-NO-SPACE",
    EXIT.failed,
    text.stateErrors.full(text.stateErrors.room(dir, left, LEAST_MB)),
  );
}
