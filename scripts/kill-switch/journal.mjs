// @ts-check
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { homedir, hostname, userInfo } from "node:os";
import { join } from "node:path";
import { text } from "../messages/kill-switch.mjs";

/** The place of this machine, as in scripts/platform/instance/place-name.ts. */
export const PLACE = "lab";

/** The state folder of an instance of a place, which may not be there. @param {string} place @param {string} instance */
export function stateFolder(place, instance) {
  const base =
    process.env.SSM_STATE_DIR ||
    join(process.env.XDG_STATE_HOME || join(homedir(), ".local/state"), "supersmartmatch");
  return join(base, place, instance);
}

/**
 * Notes who threw or lifted the switch, and why. The journal is a courtesy: nothing that is wrong with it must stop
 * anybody from throwing the switch, so it never throws.
 * @param {string} place
 * @param {string} instance
 * @param {"on" | "off"} action
 * @param {string} reason
 */
export function note(place, instance, action, reason) {
  const file = join(stateFolder(place, instance), "journal.jsonl");
  if (!existsSync(file)) return;
  const who = `${process.env.SUDO_USER ?? userName()}@${hostname()}`;
  const line = JSON.stringify({ time: new Date().toISOString(), who, what: "kill-switch", action, reason });
  try {
    // A line torn by a crash must not swallow this one.
    const torn = /[^\n]$/.test(readFileSync(file, "utf8"));
    appendFileSync(file, `${torn ? "\n" : ""}${line}\n`);
  } catch (error) {
    console.error(
      `kill-switch: ${text.notJournalled(error instanceof Error ? error.message : String(error))}`,
    );
  }
}

function userName() {
  try {
    return userInfo().username;
  } catch {
    // A container's user need not have a name.
    return `uid ${process.getuid?.()}`;
  }
}
