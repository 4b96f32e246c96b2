import { setTimeout as pause } from "node:timers/promises";
import { partsOf } from "../platform/containers/parts.ts";
import type { Context } from "../platform/instance/context.ts";

const BACK_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 200;

/**
 * Ends the main process of a service with SIGKILL, as the kernel does when memory is short: the engine's own `kill` would
 * switch the restart off. Resolves when the service runs again; rejects when there is none, or not within 30 s.
 */
export async function killService(
  { docker, instance }: Pick<Context, "docker" | "instance">,
  service: string,
): Promise<void> {
  const part = (await partsOf(docker, instance)).find((item) => item.service === service);
  if (part === undefined) throw new Error(`there is no container of ${service}`);
  const container = docker.getContainer(part.id);
  const { State: before } = await container.inspect();
  try {
    process.kill(before.Pid, "SIGKILL");
  } catch {
    // Only root may do that; then the restart is done by hand.
    await container.kill({ signal: "SIGKILL" });
    await container.start();
  }
  const until = Date.now() + BACK_WITHIN_MS;
  for (;;) {
    const { State: now } = await container.inspect();
    if (now.Running && now.Pid !== before.Pid) return;
    if (Date.now() > until) throw new Error(`${service} did not run again within ${BACK_WITHIN_MS / 1000} s`);
    await pause(LOOK_EVERY_MS);
  }
}
