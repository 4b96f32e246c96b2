import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { Plan, VolumePlan } from "../../plan/plan.ts";
import { labels, partName } from "./labels.ts";

/** Every volume of the plan, by its name in the plan. A store's volume is protected and outlives its resource. */
export function volumes(plan: Plan, opts: pulumi.CustomResourceOptions): Record<string, docker.Volume> {
  return Object.fromEntries(
    plan.volumes.map((volume) => [
      volume.name,
      new docker.Volume(
        `${volume.name}-volume`,
        {
          name: partName(plan, volume.name),
          labels: labels(plan, { volume: volume.name, kind: volume.kind }),
          ...(volume.kind === "secrets" ? tmpfs(volume) : {}),
        },
        volume.kind === "store" ? { ...opts, protect: true, retainOnDelete: true } : opts,
      ),
    ]),
  );
}

// Memory only: secrets are never written to a disk.
function tmpfs({ uid, gid }: VolumePlan): { driver: string; driverOpts: Record<string, string> } {
  return {
    driver: "local",
    driverOpts: { type: "tmpfs", device: "tmpfs", o: `size=1m,mode=0700,uid=${uid},gid=${gid}` },
  };
}
