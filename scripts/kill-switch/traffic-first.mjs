// @ts-check
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { text } from "../messages/kill-switch.mjs";
import { givenTwice } from "../toolchain/given-twice.mjs";
import { findGateway, throwSwitch } from "./gateway.mjs";
import { note } from "./journal.mjs";

/** The options with which `rollback-v1` is never wrong use. */
const NEVER_WRONG = /** @type {const} */ ({
  instance: { type: "string" },
  reason: { type: "string" },
  json: { type: "boolean" },
  yes: { type: "boolean" },
});

const SIGNALS = ["SIGINT", "SIGTERM"];
/** What a process ends with that Ctrl-C ended. */
const ENDED_BY_HAND = 130;

/**
 * What comes first in `rollback-v1`: its users wait for V1, and its packages take a second to load and longer to
 * install. Where it may refuse its arguments, or the engine that the environment points at, nothing is done before that
 * is known. When the switch cannot be thrown here, rollback-v1 tries again and says why. Ctrl-C waits for its end: only
 * then it can be told where the traffic is.
 * @param {readonly string[]} args of rollback-v1
 * @returns {Promise<{ isOn: boolean, ended: number | null }>} whether the switch is on, and the exit code after Ctrl-C
 */
export async function trafficFirst(args) {
  const asked = askedOf(args);
  if (asked === null || mayBeElsewhere(process.env)) return { isOn: false, ended: null };
  /** @type {number | null} */
  let ended = null;
  const end = () => {
    ended = ENDED_BY_HAND;
  };
  for (const signal of SIGNALS) process.on(signal, end);
  const isOn = await isThrown(asked);
  for (const signal of SIGNALS) process.off(signal, end);
  return { isOn, ended };
}

/** @param {{ instance: string, reason: string }} asked */
async function isThrown({ instance, reason }) {
  try {
    const gateway = await findGateway(instance);
    if (await throwSwitch(gateway)) note(gateway.place, instance, "on", reason);
  } catch {
    return false;
  }
  // Standard output may be one JSON object.
  process.stderr.write(`${text.on}\n`);
  return true;
}

/**
 * The instance that is meant, and why; null where there is more than these options, or one twice.
 * @param {readonly string[]} args
 * @returns {{ instance: string, reason: string } | null}
 */
function askedOf(args) {
  try {
    const { values, tokens } = parseArgs({ args: [...args], options: NEVER_WRONG, tokens: true });
    if (givenTwice(tokens).length > 0) return null;
    const { instance, reason } = values;
    return { instance: instance ?? (process.env.SSM_INSTANCE || "lab"), reason: reason ?? "by hand" };
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
