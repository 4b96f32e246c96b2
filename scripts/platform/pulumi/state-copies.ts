import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { type Instance, writePrivate } from "../instance/instance.ts";
import { PROJECT } from "../instance/project-name.ts";
import { readState, type StateText, stateWords } from "./state-text.ts";

/** A copy of an instance's state from an earlier moment. */
export interface StateCopy {
  /** The moment it was made, as its file spells it: `2026-11-25T23-22-38.322Z`. */
  readonly name: string;
  /** The same as ISO 8601. */
  readonly time: string;
  readonly bytes: number;
  readonly state: StateText;
}

const KEPT_COPIES = 20;
const NAME = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)$/;

/** The file that holds the instance's Pulumi state. */
export function stateFile(instance: Instance): string {
  return join(instance.dir, "pulumi", ".pulumi", "stacks", PROJECT, `${instance.place}.json`);
}

/** Copies the state aside, readable or not, unless the newest copy is the same; the newest 20 copies are kept. */
export function backUpState(instance: Instance): void {
  const state = stateFile(instance);
  if (!existsSync(state)) return;
  const folder = copiesFolder(instance);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [newest] = copyNames(instance);
  const content = readFileSync(state);
  if (newest !== undefined && content.equals(readFileSync(copyFile(instance, newest)))) return;
  writePrivate(copyFile(instance, new Date().toISOString().replaceAll(":", "-")), content);
  for (const old of copyNames(instance).slice(KEPT_COPIES)) rmSync(copyFile(instance, old));
}

/** Every copy that is kept, the newest first. */
export function copiesOf(instance: Instance): StateCopy[] {
  return copyNames(instance).map((name) => {
    const content = textOfCopy(instance, name);
    const time = name.replace(NAME, "$1:$2:$3");
    return { name, time, bytes: Buffer.byteLength(content), state: readState(content, instance.place) };
  });
}

/** The text of a copy of this name; there must be one. */
export function textOfCopy(instance: Instance, name: string): string {
  return readFileSync(copyFile(instance, name), "utf8");
}

/** What the instance's state holds now; null before its first deploy. A state that was there and is gone is not readable. */
export function presentState(instance: Instance): StateText | null {
  const file = stateFile(instance);
  if (existsSync(file)) return readState(readFileSync(file, "utf8"), instance.place);
  return copyNames(instance).length === 0 ? null : { readable: false, problem: text.state.missing };
}

/** Refuses, with the command that helps, while nobody can work with the instance's state. */
export function refuseBrokenState(instance: Instance): void {
  const state = presentState(instance);
  if (state === null || state.readable) return;
  const good = copiesOf(instance).find((copy) => copy.state.readable);
  const { corrupt, noCopy, copy } = text.stateErrors;
  const way = good === undefined ? noCopy(copiesFolder(instance)) : copy(good.name, stateWords(good.state));
  const message = corrupt(instance.instance, state.problem, stateFile(instance), way);
  throw new CommandError("SSM-STATE", EXIT.wrongUse, message);
}

function copiesFolder(instance: Instance): string {
  return join(instance.dir, "backups");
}

function copyFile(instance: Instance, name: string): string {
  return join(copiesFolder(instance), `${name}.json`);
}

function copyNames(instance: Instance): string[] {
  const folder = copiesFolder(instance);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => file.replace(/\.json$/, ""))
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
}
