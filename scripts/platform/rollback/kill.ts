import type Docker from "dockerode";
import { partName } from "../../../infra/targets/docker/labels.ts";
import { FLAG, NO_V1, THROW, WAS_ON } from "../../kill-switch/flag.mjs";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { type Owner, type Part, partsOf, startPart } from "../containers/parts.ts";
import { runIn } from "../containers/run-in.ts";

/** Whether the kill switch is on; false when there is no running gateway that could be asked. */
export async function isKilled(docker: Docker, instance: Owner): Promise<boolean> {
  return (await askKillSwitch(docker, instance)) === true;
}

/** The same; null when there is no running gateway that could be asked, or it cannot tell. */
export async function askKillSwitch(docker: Docker, instance: Owner): Promise<boolean | null> {
  const gateway = await gatewayOf(docker, instance);
  if (gateway?.running !== true) return null;
  const code = await runIn(docker, gateway.id, ["test", "-e", FLAG]);
  return code === 0 || code === 1 ? code === 0 : null;
}

/** Sends every request to V1 from now on; the flag is on a volume and survives restarts. Throws SSM-NO-V1 after the sunset. */
export async function throwKillSwitch(docker: Docker, instance: Owner): Promise<void> {
  const gateway = await gatewayOf(docker, instance);
  if (gateway === undefined) throw new CommandError("SSM-NO-GATEWAY", EXIT.failed, text.errors.noGateway);
  if (!gateway.running) await startPart(docker, gateway);
  const code = await runIn(docker, gateway.id, ["sh", "-c", THROW]);
  if (code === NO_V1) throw noV1();
  if (code !== 0 && code !== WAS_ON)
    throw new CommandError("SSM-KILL-FAILED", EXIT.failed, text.errors.killFailed(FLAG));
}

/** Somebody else's container may carry its labels: a copy that was made of it by hand, for one. */
async function gatewayOf(docker: Docker, instance: Owner): Promise<Part | undefined> {
  const found = (await partsOf(docker, instance)).filter(({ service }) => service === "gateway");
  return found.find(({ name }) => name === partName(instance, "gateway")) ?? found[0];
}

/** There is no V1 to send anybody to. */
export function noV1(): CommandError {
  return new CommandError("SSM-NO-V1", EXIT.wrongUse, text.sunset.gone);
}
