// @ts-check
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { text } from "../messages/kill-switch.mjs";
import { findGateway, throwSwitch } from "./gateway.mjs";

/** The options with which `rollback-v1` is never wrong use. */
const NEVER_WRONG = /** @type {const} */ ({
  instance: { type: "string" },
  reason: { type: "string" },
  json: { type: "boolean" },
  yes: { type: "boolean" },
});

/**
 * What comes first in `rollback-v1`: its users wait for V1, and its packages take a second to load and longer to
 * install. Where it may refuse its arguments, or the engine that the environment points at, nothing is done before that
 * is known. When the switch cannot be thrown here, rollback-v1 tries again and says why.
 * @param {readonly string[]} args of rollback-v1
 */
export async function trafficFirst(args) {
  const instance = instanceOf(args);
  if (instance === null || mayBeElsewhere(process.env)) return;
  try {
    await throwSwitch(await findGateway(instance));
  } catch {
    return;
  }
  // Standard output may be one JSON object.
  process.stderr.write(`${text.on}\n`);
}

/**
 * The instance that is meant; null where there is more than these options.
 * @param {readonly string[]} args
 * @returns {string | null}
 */
function instanceOf(args) {
  try {
    const { instance } = parseArgs({ args: [...args], options: NEVER_WRONG }).values;
    return instance ?? (process.env.SSM_INSTANCE || "lab");
  } catch {
    return null;
  }
}

/**
 * Whether the environment points at an engine without naming it for us: scripts/toolchain/engine-choice.ts decides.
 * @param {NodeJS.ProcessEnv} env
 */
function mayBeElsewhere(env) {
  if (env.DOCKER_SOCKET) return true;
  if (env.SSM_DOCKER_HOST) return false;
  return Boolean(env.DOCKER_HOST) || (env.DOCKER_CONTEXT || contextIn(env)) !== "default";
}

/**
 * The context that `docker context use` chose.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function contextIn({ DOCKER_CONFIG }) {
  try {
    const file = join(DOCKER_CONFIG ?? join(homedir(), ".docker"), "config.json");
    return JSON.parse(readFileSync(file, "utf8")).currentContext || "default";
  } catch {
    return "default";
  }
}
