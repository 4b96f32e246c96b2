import { join } from "node:path";
import { IMAGE_NAMES, type PlanInput } from "../../infra/plan/input.ts";
import { makePlan } from "../../infra/plan/make-plan.ts";
import type { Plan } from "../../infra/plan/plan.ts";
import { loadPlanInput, type Wanted } from "../../infra/plan-input.ts";

/** The project's own YAML files. */
export const STACKS = join(import.meta.dirname, "../../stacks");

/** Every stage in order. A test of the loader keeps this list true. */
export const STAGES = [
  "000-baseline",
  "010-percent",
  "025-percent",
  "050-percent",
  "075-percent",
  "100-percent",
  "130-sunset",
] as const;

export const PLACES = ["lab", "production"] as const;

/** Names instead of content hashes, as `npm run render` has them. */
export const BUILT_HERE = Object.fromEntries(IMAGE_NAMES.map((name) => [name, `${name}:built-here`]));

const inputs = new Map<string, PlanInput>();

/** What a plan is made of, from the project's own YAML files. Read once per process. */
export function inputOf(wanted: Omit<Partial<Wanted>, "stacks"> = {}): PlanInput {
  const key = JSON.stringify(wanted);
  const input =
    inputs.get(key) ?? loadPlanInput({ stacks: STACKS, place: "lab", images: BUILT_HERE, ...wanted });
  inputs.set(key, input);
  return input;
}

const plans = new Map<string, Plan>();

/** The plan of a stage in a place, from the project's own YAML files. Made once per process. */
export function planOf(stage: string, place = "lab"): Plan {
  const key = `${stage} ${place}`;
  const plan = plans.get(key) ?? makePlan(inputOf({ stage, place }));
  plans.set(key, plan);
  return plan;
}

/** One generated file of a plan. */
export function fileOf(plan: Plan, service: string, file: string): string {
  const text = plan.configs.find((config) => config.service === service)?.files[file];
  if (text === undefined) throw new Error(`the plan has no file ${file} of ${service}`);
  return text;
}

/** The gateway's text of a stage in a place. */
export function nginxOf(stage: string, place = "lab"): string {
  return fileOf(planOf(stage, place), "gateway", "nginx.conf");
}
