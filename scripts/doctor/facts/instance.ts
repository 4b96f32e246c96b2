import { accessSync, constants, existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { standing } from "../../../infra/gate/journal-entries.ts";
import { openInstance } from "../../platform/instance/instance.ts";
import { journalFile, readJournal } from "../../platform/instance/journal.ts";
import { deployedImages } from "../../platform/pulumi/stack.ts";
import { stateFile } from "../../platform/pulumi/state-copies.ts";
import { locks } from "../../platform/pulumi/state-locks.ts";
import { lockHolder } from "../../toolchain/lock.ts";
import { statePath } from "../../toolchain/paths.ts";
import { isAlive } from "../../toolchain/process-owner.ts";

/** The state folder of the instance that is meant. */
export interface InstanceFacts {
  readonly name: string;
  readonly place: string;
  readonly dir: string;
  /** `forbidden`: this user may not look into the folder. `damaged`: its instance.json is not what was written there, or is another's. */
  readonly state: "absent" | "there" | "forbidden" | "damaged";
  /** What is wrong with instance.json, in words; null while nothing is. */
  readonly damage: string | null;
  readonly passphrase: boolean;
  readonly pulumiState: "absent" | "readable" | "damaged";
  /** Copies of Pulumi's state from before the last changes. */
  readonly backups: number;
  /** Files and folders that others than their owner may read or write. */
  readonly open: readonly string[];
  /** Numbers of lines of the journal that cannot be read. */
  readonly torn: readonly number[];
  /** What the journal says is not settled; null when all is. */
  readonly unsettled: string | null;
  /** The process that changes the instance now. */
  readonly changing: number | null;
  /** Processes that locked Pulumi's state and have ended. */
  readonly deadLocks: readonly number[];
}

const OTHERS = 0o077;

const NOTHING = {
  passphrase: false,
  pulumiState: "absent",
  backups: 0,
  unsettled: null,
  changing: null,
} as const;

/** Looks at the state folder `dir` of an instance; changes nothing. */
export async function lookAtInstance(place: string, name: string, dir: string): Promise<InstanceFacts> {
  const seen = stateOf(place, name, dir);
  const { state } = seen;
  const named = { name, place, dir, ...seen };
  if (state === "absent" || state === "forbidden")
    return { ...named, ...NOTHING, open: [], torn: [], deadLocks: [] };
  const instance = { place, instance: name, slot: 0, dir };
  const file = stateFile(instance);
  const { entries, unreadable } = await readJournal(journalFile(dir));
  return {
    ...named,
    passphrase: existsSync(join(dir, "passphrase")),
    pulumiState: existsSync(file) ? (isJson(file) ? "readable" : "damaged") : "absent",
    backups: namesIn(join(dir, "backups")).length,
    open: [dir, ...namesIn(dir).map((entry) => join(dir, entry))].filter(isOpen),
    torn: unreadable,
    unsettled: standing(entries).unsettled,
    changing: (await lockHolder(join(dir, "deploy.lock")))?.pid ?? null,
    deadLocks: locks(instance)
      .filter(({ pid, hostname }) => !isAlive({ pid, host: hostname, started: null }))
      .map(({ pid }) => pid),
  };
}

/** Image references that the configuration of an instance names; none while it cannot be read. */
export function namedImages(place: string, instance: string): string[] {
  try {
    return Object.values(deployedImages({ place, instance, slot: 0, dir: statePath(place, instance) }));
  } catch {
    return [];
  }
}

function stateOf(place: string, name: string, dir: string): Pick<InstanceFacts, "state" | "damage"> {
  if (!existsSync(dir)) return { state: "absent", damage: null };
  try {
    accessSync(dir, constants.R_OK | constants.X_OK);
  } catch {
    return { state: "forbidden", damage: null };
  }
  if (!existsSync(join(dir, "instance.json"))) return { state: "absent", damage: null };
  try {
    openInstance(place, name);
    return { state: "there", damage: null };
  } catch (error) {
    return { state: "damaged", damage: error instanceof Error ? error.message : String(error) };
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function isOpen(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isSymbolicLink() && (stat.mode & OTHERS) !== 0;
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}
