// @ts-check
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
/** It may name a stage that is none, or a higher one. */
const WITH_STAGE = /** @type {const} */ ({ ...NEVER_WRONG, to: { type: "string" } });

/**
 * What comes first in `rollback-v1`: its users wait for V1, and its packages take a second to load and longer to
 * install. Where its arguments may be refused, nothing is done before that is known; only an installation is too
 * long for it. When the switch cannot be thrown here, rollback-v1 tries again and says why.
 * @param {readonly string[]} args of rollback-v1
 * @param {boolean} isInstalled whether its packages are there
 */
export async function trafficFirst(args, isInstalled) {
  const instance = instanceOf(args, isInstalled ? NEVER_WRONG : WITH_STAGE);
  if (instance === null) return;
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
 * @param {typeof NEVER_WRONG | typeof WITH_STAGE} options
 * @returns {string | null}
 */
function instanceOf(args, options) {
  try {
    return parseArgs({ args: [...args], options }).values.instance ?? (process.env.SSM_INSTANCE || "lab");
  } catch {
    return null;
  }
}
