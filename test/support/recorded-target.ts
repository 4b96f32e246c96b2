import { dockerTarget } from "../../infra/targets/docker/target.ts";
import type { TargetOutputs } from "../../infra/targets/target.ts";
import { planOf } from "./plans.ts";
import { type Recording, recordResources } from "./record-resources.ts";

const made = new Map<string, Promise<Recording<TargetOutputs>>>();

/** What the docker target makes of a stage in a place, at `up` or at a preview of an empty platform. Made once per process. */
export function recordedTarget(
  stage: string,
  place = "lab",
  preview = false,
): Promise<Recording<TargetOutputs>> {
  const key = `${stage} ${place} ${preview}`;
  const recording =
    made.get(key) ??
    recordResources(() => dockerTarget.deploy(planOf(stage, place), {}, null), { stack: place, preview });
  made.set(key, recording);
  return recording;
}
