import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { IMAGES } from "../../infra/stage/load.ts";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { askYesNo } from "../toolchain/confirm.ts";
import { messageOf } from "../toolchain/message-of.ts";
import { writeBeside } from "../toolchain/write-beside.ts";

/** How somebody is asked before the lock is changed. */
export interface OfferOptions {
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Gets the difference. */
  readonly report: (text: string) => void;
}

/** How the lock is called in messages. */
export const LOCK = `stacks/${IMAGES}`;

/** The text of the lock in the folder of the YAML files. */
export function readLock(dir: string): string {
  return readFileSync(join(dir, IMAGES), "utf8");
}

/** Shows the difference, asks, and writes; what came of it. */
export async function offerLock(
  dir: string,
  before: string,
  after: string,
  { dryRun, yes, report }: OfferOptions,
): Promise<"same" | "shown" | "declined" | "written"> {
  if (before === after) return "same";
  // Four lines around a change, so that the image's name is among them.
  report(createTwoFilesPatch(LOCK, LOCK, before, after, "", "", { context: 4 }).trimEnd());
  if (dryRun) return "shown";
  if (!yes && !(await askYesNo(text.images.ask(LOCK)))) return "declined";
  writeLock(dir, before, after);
  return "written";
}

/** Written beside and renamed: whoever reads the lock sees the old one or the new one, whatever happens. */
function writeLock(dir: string, before: string, after: string): void {
  try {
    const file = join(dir, IMAGES);
    if (readFileSync(file, "utf8") !== before) throw changedMeanwhile();
    writeBeside(file, after, statSync(file).mode);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = messageOf(error);
    throw new CommandError("SSM-LOCK-WRITE", EXIT.failed, text.images.failed(LOCK, reason));
  }
}

function changedMeanwhile(): CommandError {
  return new CommandError("SSM-LOCK-CHANGED", EXIT.wrongUse, text.images.changedMeanwhile(LOCK));
}
