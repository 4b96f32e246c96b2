import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { text } from "../messages/messages.ts";
import { ToolchainError } from "./toolchain-error.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where everything that can be made again is kept, outside the checkout. Touches nothing. */
export function cachePath(env: Env = process.env): string {
  return env.SSM_CACHE_DIR ? resolve(env.SSM_CACHE_DIR) : base(env.XDG_CACHE_HOME, ".cache");
}

/** The folder of one instance's state, outside the checkout. Touches nothing; refuses names that could leave the folder. */
export function statePath(place: string, instance: string, env: Env = process.env): string {
  const root = env.SSM_STATE_DIR
    ? resolve(env.SSM_STATE_DIR)
    : base(env.XDG_STATE_HOME, join(".local", "state"));
  return join(root, checkedName("place", place), checkedName("instance", instance));
}

/** Names of the instances of a place that have a state folder. */
export function instancesIn(place: string, env: Env = process.env): string[] {
  const folder = dirname(statePath(place, place, env));
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => existsSync(join(folder, name, "instance.json")));
}

/** `cachePath`, made if it is missing, readable by its owner only. */
export function cacheDir(env: Env = process.env): string {
  return privateFolder(cachePath(env));
}

/** `statePath`, made if it is missing, readable by its owner only. */
export function stateDir(place: string, instance: string, env: Env = process.env): string {
  return privateFolder(statePath(place, instance, env));
}

/** The folder of the checkout that this file belongs to. */
export const projectDir: string = resolve(import.meta.dirname, "..", "..");

function base(configured: string | undefined, fallback: string): string {
  return join(configured ? resolve(configured) : join(homedir(), fallback), "supersmartmatch");
}

/** Folder by folder: Node's own recursion never ends in `/proc`, which says of every new folder that it is not there. */
function privateFolder(path: string): string {
  if (existsSync(path)) return path;
  privateFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
  return path;
}

function checkedName(what: string, name: string): string {
  if (/^[a-z][a-z0-9-]{0,20}$/.test(name)) return name;
  throw new ToolchainError("SSM-BAD-NAME", 1, [text.toolchain.badName(what, JSON.stringify(name))]);
}
