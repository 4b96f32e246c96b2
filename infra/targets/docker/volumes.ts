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
          ...inMemory(volume),
        },
        volume.kind === "store" ? { ...opts, protect: true, retainOnDelete: true } : opts,
      ),
    ]),
  );
}

// Secrets are never written to a disk; the log is read at once, and may fill no disk when nobody reads it.
const IN_MEMORY = { secrets: "size=1m,mode=0700", log: "size=64m,mode=0755" } as const;

function inMemory({ kind, uid, gid }: VolumePlan): Pick<docker.VolumeArgs, "driver" | "driverOpts"> {
  if (kind !== "secrets" && kind !== "log") return {};
  const o = `${IN_MEMORY[kind]},uid=${uid},gid=${gid}`;
  return { driver: "local", driverOpts: { type: "tmpfs", device: "tmpfs", o } };
}
