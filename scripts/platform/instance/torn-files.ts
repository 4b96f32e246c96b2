import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isHeld, locks } from "../pulumi/state-locks.ts";
import type { Instance } from "./instance.ts";

/** Attributes beside each file of the backend, locks, and drafts that were never renamed. */
const SMALL = /\.attrs$|\/locks\/.*\.json$/;
const DRAFT = /\.tmp$/;

/**
 * Removes what a killed Pulumi has left half-written beside the state: it refuses to read a state whose attributes are
 * empty, and does well without them. The state itself is never touched, and nothing is while somebody is at work on it.
 */
export function removeTornFiles(instance: Instance): void {
  const folder = join(instance.dir, "pulumi", ".pulumi");
  if (!existsSync(folder) || locks(instance).some(isHeld)) return;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((item) => item.isFile())) {
    const file = join(entry.parentPath, entry.name);
    if (DRAFT.test(file) || (SMALL.test(file) && isTorn(file))) rmSync(file, { force: true });
  }
}

function isTorn(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return false;
  } catch {
    return true;
  }
}
