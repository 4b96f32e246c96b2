import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import type Docker from "dockerode";
import { z } from "zod";
import { text } from "../../messages/messages.ts";
import { everythingOf, partsOf } from "../containers/parts.ts";
import type { Instance } from "../instance/instance.ts";
import { locks, refuseLockedState } from "../pulumi/state-locks.ts";
import { reconnect } from "./reconnect.ts";

const resourceSchema = z.object({
  type: z.string(),
  id: z.string().optional(),
  inputs: z.unknown().optional(),
});
type Resource = z.infer<typeof resourceSchema>;
const deploymentSchema = z.object({
  deployment: z.object({
    pending_operations: z.array(z.unknown()).optional(),
    resources: z.array(resourceSchema).optional(),
  }),
});

const MADE_OF = {
  containers: "docker:index/container:Container",
  networks: "docker:index/network:Network",
} as const;

/** What a repair needs of a Pulumi stack. */
export interface Repairable {
  exportStack(): Promise<Deployment>;
  cancel(): Promise<unknown>;
  refresh(options: { readonly clearPendingCreates: boolean }): Promise<unknown>;
}

/**
 * Repairs what a killed `pulumi up` or an older copy of the state leaves behind: a lock whose owner is dead,
 * operations that never ended, containers and networks that the state does not know and whose names and
 * addresses the next `up` needs; and connects containers to networks that were taken from them. Does nothing, and
 * costs little, when all is well. Refuses while the owner of the lock is alive. Returns whether a container was connected.
 */
export async function heal(
  stack: Repairable,
  docker: Docker,
  instance: Instance,
  report: (line: string) => void,
): Promise<boolean> {
  await clearDeadLock(stack, instance, report);
  const { deployment } = deploymentSchema.parse(await stack.exportStack());
  const isInterrupted = (deployment.pending_operations ?? []).length > 0;
  if (isInterrupted) report(text.heal.repairing);
  const resources = deployment.resources ?? [];
  await removeUnknown(docker, instance, resources, report);
  const containers = resources.filter(({ type }) => type === MADE_OF.containers);
  const connected = await reconnect(docker, containers, report);
  if (isInterrupted) await stack.refresh({ clearPendingCreates: true });
  return connected > 0;
}

/** A volume needs no removal: making one that is there takes it over, with the customers' data in it. */
async function removeUnknown(
  docker: Docker,
  instance: Instance,
  resources: readonly Resource[],
  report: (line: string) => void,
): Promise<void> {
  const idsOf = (type: string) => new Set(resources.filter((item) => item.type === type).map(({ id }) => id));
  const known = { containers: idsOf(MADE_OF.containers), networks: idsOf(MADE_OF.networks) };
  for (const part of await partsOf(docker, instance)) {
    if (known.containers.has(part.id)) continue;
    report(text.heal.removingContainer(part.name));
    await docker.getContainer(part.id).remove({ force: true });
  }
  for (const id of (await everythingOf(docker, instance)).networks) {
    if (known.networks.has(id)) continue;
    report(text.heal.removingNetwork(id.slice(0, 12)));
    await removeNetwork(docker, id);
  }
}

/** Removes a network. Containers of the platform may hang on it: they are taken off, and the next refresh puts them right. */
export async function removeNetwork(docker: Docker, id: string): Promise<void> {
  const network = docker.getNetwork(id);
  const { Containers: attached = {} } = await network.inspect();
  for (const container of Object.keys(attached ?? {}))
    await network.disconnect({ Container: container, Force: true });
  await network.remove();
}

async function clearDeadLock(
  stack: Repairable,
  instance: Instance,
  report: (line: string) => void,
): Promise<void> {
  refuseLockedState(instance);
  const [dead] = locks(instance);
  if (dead === undefined) return;
  report(text.heal.lockCleared(dead.pid));
  await stack.cancel();
}
