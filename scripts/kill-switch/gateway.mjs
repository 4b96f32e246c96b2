// @ts-check
import { existsSync } from "node:fs";
import { text } from "../messages/kill-switch.mjs";
import { Failure, hasContainers, run, running } from "./engine.mjs";
import { FLAG, NO_V1, REFUSE, THROW, WAS_ON } from "./flag.mjs";
import { PLACE, stateFolder } from "./journal.mjs";

/** @typedef {import("./engine.mjs").Container} Container */

/**
 * The gateway of an instance. Throws a Failure when none runs, another one when there is no such instance.
 * @param {string} instance
 * @returns {Promise<Container>}
 */
export async function findGateway(instance) {
  const found = await running(instance, "gateway");
  // Somebody else's container may carry its labels: a copy that was made of it by hand, for one.
  const gateway = found.find(({ name }) => name === `${instance}-gateway`) ?? found[0];
  if (gateway !== undefined) return gateway;
  if (!existsSync(stateFolder(PLACE, instance)) && !(await hasContainers(instance)))
    throw new Failure("SSM-NO-INSTANCE", 1, text.noInstance(instance, PLACE));
  throw new Failure("SSM-NO-GATEWAY", 4, text.noGateway(instance));
}

/**
 * Whether the switch is on. Throws a Failure when the gateway cannot tell.
 * @param {Container} gateway
 * @returns {Promise<boolean>}
 */
export async function isOn(gateway) {
  const code = await run(gateway, ["test", "-e", FLAG]);
  if (code === 0 || code === 1) return code === 0;
  throw new Failure("SSM-KILL-FAILED", 4, text.unknown(FLAG, String(code)));
}

/**
 * Throws a Failure after the sunset: there is no V1.
 * @param {Container} gateway
 */
export async function refuseWithoutV1(gateway) {
  const code = await run(gateway, ["sh", "-c", REFUSE]).catch(() => null);
  if (code === NO_V1) throw noV1();
}

/**
 * Sends every request to V1 from now on, and tells whether that is new. Throws a Failure when there is no V1, or the
 * flag cannot be written.
 * @param {Container} gateway
 * @returns {Promise<boolean>}
 */
export async function throwSwitch(gateway) {
  const code = await run(gateway, ["sh", "-c", THROW]);
  if (code === 0 || code === WAS_ON) return code === 0;
  throw code === NO_V1 ? noV1() : new Failure("SSM-KILL-FAILED", 4, text.notWritten(FLAG));
}

/**
 * Lets the stage's split decide again. Throws a Failure when the flag cannot be removed.
 * @param {Container} gateway
 */
export async function liftSwitch(gateway) {
  const code = await run(gateway, ["rm", "-f", FLAG]);
  if (code !== 0 || (await isOn(gateway))) throw new Failure("SSM-KILL-FAILED", 4, text.notRemoved(FLAG));
}

function noV1() {
  return new Failure("SSM-NO-V1", 1, text.gone);
}
