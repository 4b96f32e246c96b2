import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import type Docker from "dockerode";
import { z } from "zod";
import { isAlive } from "../toolchain/process-owner.ts";
import { CommandError, EXIT } from "./command.ts";
import type { Instance } from "./instance.ts";
import { partsOf } from "./parts.ts";

const lockSchema = z.object({ pid: z.int(), hostname: z.string() });
const deploymentSchema = z.object({
  deployment: z.object({
    pending_operations: z.array(z.unknown()).optional(),
    resources: z.array(z.object({ type: z.string(), id: z.string().optional() })).optional(),
  }),
});

const CONTAINER = "docker:index/container:Container";

/**
 * Repairs what a killed `pulumi up` leaves behind: a lock whose owner is dead, operations that never ended,
 * and containers that the state does not know. Does nothing, and costs nothing, when all is well.
 * Refuses while the owner of the lock is alive.
 */
export async function heal(
  stack: Stack,
  docker: Docker,
  instance: Instance,
  report: (line: string) => void,
): Promise<void> {
  await clearDeadLock(stack, instance, report);
  const { deployment } = deploymentSchema.parse(await stack.exportStack());
  if ((deployment.pending_operations ?? []).length === 0) return;
  report("the last change was interrupted: repairing the state");
  const known = new Set(
    (deployment.resources ?? []).filter((item) => item.type === CONTAINER).map((item) => item.id),
  );
  for (const part of await partsOf(docker, instance)) {
    if (known.has(part.id)) continue;
    report(`removing ${part.name}, which the state does not know`);
    await docker.getContainer(part.id).remove({ force: true });
  }
  await stack.refresh({ clearPendingCreates: true });
}

async function clearDeadLock(
  stack: Stack,
  instance: Instance,
  report: (line: string) => void,
): Promise<void> {
  for (const { pid, hostname } of locks(instance)) {
    if (isAlive({ pid, host: hostname, started: null })) {
      throw new CommandError(
        "SSM-LOCKED",
        EXIT.wrongUse,
        `another change is running (pid ${pid}); wait for it, or stop it with: kill -INT ${pid}`,
      );
    }
    report(`the lock of process ${pid}, which is dead, is cleared`);
    await stack.cancel();
    return;
  }
}

/** The processes that say they are changing this instance's state. */
export function locks(instance: Instance): z.infer<typeof lockSchema>[] {
  const folder = join(
    instance.dir,
    "pulumi",
    ".pulumi",
    "locks",
    "organization",
    "supersmartmatch",
    instance.place,
  );
  if (!existsSync(folder)) return [];
  // Beside each lock the backend keeps a file of attributes.
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => lockSchema.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))));
}
