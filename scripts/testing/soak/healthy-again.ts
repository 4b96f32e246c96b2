import { setTimeout as pause } from "node:timers/promises";
import { CommandError, EXIT } from "../../platform/command/command.ts";
import { partsOf } from "../../platform/containers/parts.ts";
import type { Context } from "../../platform/instance/context.ts";

const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;

/**
 * Resolves when these services are healthy; rejects with SSM-SOAK-SLOW after 60 s. Others may be late: writers that keep an
 * app busy all the time can make its health check wait.
 */
export async function healthyAgain(
  { docker, instance }: Pick<Context, "docker" | "instance">,
  services: readonly string[],
): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const parts = await partsOf(docker, instance);
    const sick = parts.filter(({ service, state }) => services.includes(service) && state !== "healthy");
    if (sick.length === 0) return;
    if (Date.now() > until) {
      const list = sick.map(({ name, state }) => `${name} (${state})`).join(", ");
      const message = `not healthy again within ${WITHIN_MS / 1000} s, so nothing was compared: ${list}`;
      throw new CommandError("SSM-SOAK-SLOW", EXIT.failed, message);
    }
    await pause(LOOK_EVERY_MS);
  }
}
