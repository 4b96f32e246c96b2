import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { LAST_SLOT } from "../../../infra/stage/instance.ts";
import { text } from "../../messages/messages.ts";
import { instancesIn, stateDir, statePath } from "../../toolchain/paths.ts";
import { writeBeside } from "../../toolchain/write-beside.ts";
import { CommandError, EXIT } from "../command/command.ts";

const instanceSchema = z.object({
  place: z.string(),
  instance: z.string(),
  slot: z.number().int().min(0).max(LAST_SLOT),
});

/** One running copy of a place. Its slot shifts ports and subnets, so that copies never meet. */
export interface Instance extends z.infer<typeof instanceSchema> {
  readonly dir: string;
}

/** The instance that a command means: `--instance`, else SSM_INSTANCE, else the place's own name. */
export function instanceName(place: string, given?: string): string {
  return given ?? (process.env.SSM_INSTANCE || place);
}

/** Whether an instance was made before, by this user and in this state folder. */
export function isMade(place: string, name: string): boolean {
  return existsSync(join(statePath(place, name), "instance.json"));
}

/**
 * An instance that was made before. Throws SSM-NO-INSTANCE, with how to make it, when it was not, and SSM-INSTANCE when
 * its file is damaged or is another instance's: what runs and the passphrase belong to the one that is named in it.
 */
export function openInstance(place: string, name: string): Instance {
  const dir = statePath(place, name);
  const file = join(dir, "instance.json");
  if (!existsSync(file)) {
    throw new CommandError("SSM-NO-INSTANCE", EXIT.wrongUse, text.errors.noInstance(name, place));
  }
  const said = readInstance(file);
  const example = JSON.stringify({ place, instance: name, slot: 0 });
  if (said === null) throw damaged(text.errors.damagedInstance(file, example));
  if (said.place === place && said.instance === name) return { ...said, dir };
  throw damaged(text.errors.otherInstance(file, `${place}/${name}`, `${said.place}/${said.instance}`));
}

function damaged(message: string): CommandError {
  return new CommandError("SSM-INSTANCE", EXIT.wrongUse, message);
}

function readInstance(file: string): z.infer<typeof instanceSchema> | null {
  try {
    return instanceSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** The instance, made with this slot and a new passphrase if it does not exist yet. */
export function ensureInstance(place: string, name: string, slot = slotsFor(place, name)[0]): Instance {
  if (isMade(place, name)) return openInstance(place, name);
  const dir = stateDir(place, name);
  writePrivate(join(dir, "passphrase"), randomBytes(24).toString("base64url"));
  mkdirSync(join(dir, "pulumi"), { recursive: true, mode: 0o700 });
  writePrivate(join(dir, "instance.json"), `${JSON.stringify({ place, instance: name, slot })}\n`);
  return { place, instance: name, slot, dir };
}

/**
 * The slots that an instance may have, the lowest first: its own once it is made, 0 by the place's own name, else those
 * that no other instance of this state folder has. Touches nothing. Throws SSM-NO-SLOT when there is none.
 */
export function slotsFor(place: string, name: string): readonly [number, ...number[]] {
  if (isMade(place, name)) return [openInstance(place, name).slot];
  if (name === place) return [0];
  const taken = new Set(instancesIn(place).map((other) => openInstance(place, other).slot));
  const slots = Array.from({ length: LAST_SLOT }, (_, index) => index + 1);
  const [lowest, ...others] = slots.filter((slot) => !taken.has(slot));
  if (lowest !== undefined) return [lowest, ...others];
  throw new CommandError("SSM-NO-SLOT", EXIT.wrongUse, text.errors.noSlot(LAST_SLOT));
}

/** Writes what only this user may read: the old file or the new one is there, never a half. */
export function writePrivate(file: string, content: string | Buffer): void {
  writeBeside(file, content, 0o600);
}
