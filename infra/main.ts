import * as pulumi from "@pulumi/pulumi";
import { makePlan } from "./plan/make-plan.ts";
import { OPERATOR_SETTINGS } from "./plan/plan.ts";
import { loadPlanInput } from "./plan-input.ts";
import { InputError } from "./stage/problem.ts";
import { dockerTarget } from "./targets/docker/target.ts";

const targets = { docker: dockerTarget } as const;

const config = new pulumi.Config("supersmartmatch");
const plan = makePlan(readInput());
const outputs = targets[plan.target].deploy(plan, operatorSecrets());

/** The stage that is reached: it changes only when everything else has succeeded. */
export const stage = outputs.stage;
/** Where to reach the platform from the engine's host. */
export const addresses = outputs.addresses;
/** Authority of the lab's certificate, for `curl --cacert`. */
export const authority = outputs.authority;

function operatorSecrets() {
  const given = OPERATOR_SETTINGS.map((setting) => [setting, config.getSecret(setting)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function readInput() {
  try {
    return loadPlanInput({
      stacks: `${import.meta.dirname}/../stacks`,
      place: pulumi.getStack(),
      stage: config.get("stage"),
      instance: config.get("instance"),
      slot: config.getNumber("slot"),
      images: config.getObject("images"),
    });
  } catch (error) {
    // RunError shows the message alone: a mistake in a YAML file needs no stack trace.
    if (error instanceof InputError) throw new pulumi.RunError(error.message);
    throw error;
  }
}
