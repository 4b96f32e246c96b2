import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "../platform/context.ts";
import { partsOf } from "../platform/parts.ts";

const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** Resolves when every container of the platform is healthy; rejects after 60 s, naming those that are not. */
export async function allHealthy({ docker, instance }: Pick<Context, "docker" | "instance">): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const sick = (await partsOf(docker, instance)).filter(({ state }) => state !== "healthy");
    if (sick.length === 0) return;
    if (Date.now() > until) {
      const list = sick.map(({ name, state }) => `${name} (${state})`).join(", ");
      throw new Error(`not healthy within ${WITHIN_MS / 1000} s: ${list}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}
