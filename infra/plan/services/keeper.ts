import { imageOf, type PlanInput } from "../input.ts";
import type { ServicePlan, VolumePlan } from "../plan.ts";
import { common, health } from "./common.ts";

/**
 * Holds every volume and does nothing else: no network, no secret in its environment. Files are written
 * through it, and a tmpfs volume keeps its secrets while its service restarts.
 */
export function keeper(input: PlanInput, volumes: readonly VolumePlan[]): ServicePlan {
  return {
    ...common("keeper"),
    image: imageOf(input, "keeper"),
    // `sleep` alone would ignore the stop signal as process 1.
    command: ["sh", "-c", "trap exit TERM; while :; do sleep 86400 & wait $!; done"],
    env: {},
    networks: [],
    mounts: volumes.map(({ name }) => ({ volume: name, path: `/volumes/${name}`, readOnly: false })),
    memoryMb: 32,
    cpus: 0.2,
    health: health(["CMD", "true"]),
  };
}
